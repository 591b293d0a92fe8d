namespace ApprovalConsole.Domain.Checks;

/// <summary>Something the three layers need to know from outside before they can say their word.</summary>
/// <param name="Subject">The tool's id; for a quota, its scope; for a check in code, <c>tool#check</c>.</param>
/// <param name="Arguments">Canonical JSON.</param>
public sealed record Question(QuestionKind Kind, string Subject, string Arguments);

/// <summary>Who can answer a <see cref="Question"/>.</summary>
public enum QuestionKind
{
    /// <summary>A tool of class ReadOnly.</summary>
    LookUp,

    /// <summary>A check that is a function of this process.</summary>
    Check,

    /// <summary>The counters.</summary>
    Quota,
}
