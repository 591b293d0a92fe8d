namespace ApprovalConsole.Tests.Retail;

/// <summary>A right call made wrong in one way. It must not reach the tool.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="MustObject">What must object; more may.</param>
/// <param name="Arguments">As a model would write them, well-formed or not.</param>
internal sealed record CorruptedCall(string Kind, Objection MustObject, string Tool, string Arguments);

/// <summary>What can keep a call from its tool.</summary>
internal enum Objection
{
    Schema,
    Semantic,
    Authorization,

    /// <summary>The arguments make the call's class <c>Forbidden</c>.</summary>
    Class,

    /// <summary>Nothing that a policy can say: the tool itself refuses.</summary>
    None,
}
