namespace ApprovalConsole.Domain.Grounding;

/// <summary>Where a value of the arguments was seen, best first. Only the first three are evidence of ours.</summary>
public enum Found
{
    /// <summary>The subject or an attribute of the principal.</summary>
    Principal,

    /// <summary>The words the run was started with.</summary>
    Input,

    /// <summary>The result of a call, or a person's in its place.</summary>
    Record,

    /// <summary>The result of a tool that is marked untrusted.</summary>
    ThirdParty,

    /// <summary>The run itself was the first to say it; that somebody repeated it proves nothing.</summary>
    Echo,

    /// <summary>A boolean, null, or a value that the schema itself lists.</summary>
    Constant,

    /// <summary>In no evidence.</summary>
    NotFound,

    /// <summary>Fewer than four characters: such a value is found everywhere. Where a record holds a number of that length by itself, its place is told, and proves nothing.</summary>
    TooShort,
}
