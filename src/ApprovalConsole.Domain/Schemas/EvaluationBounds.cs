namespace ApprovalConsole.Domain.Schemas;

/// <summary>How much work one value may cause before it is refused (code <c>tooComplex</c> or <c>patternTimeout</c>).</summary>
public static class EvaluationBounds
{
    /// <summary>Schema applications, members, items and pattern matches. An object of 20 members costs about 60, so 4,000 of them, a megabyte of text, still pass.</summary>
    public const int Operations = 250_000;

    /// <summary>Schemas applied inside one another, through the value and through references.</summary>
    public const int Depth = 512;

    /// <summary>Findings reported; more would bury a model, not help it.</summary>
    public const int Findings = 100;

    /// <summary>Time for one backtracking pattern on one string.</summary>
    public static readonly TimeSpan PatternMatch = TimeSpan.FromMilliseconds(50);

    /// <summary>Time for one pattern that runs in linear time. Work that cannot explode is bounded by <see cref="Operations"/>; this is what a busy machine, which
    /// takes the processor away in the middle of a match, is given before a good value would be refused.</summary>
    public static readonly TimeSpan LinearPatternMatch = TimeSpan.FromSeconds(5);

    /// <summary>Time for all backtracking patterns of one value together.</summary>
    public static readonly TimeSpan AllPatternMatches = TimeSpan.FromMilliseconds(250);
}
