using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Why results are left out.</summary>
public enum TrimReason
{
    /// <summary>The request would take up too much of what the model can read.</summary>
    Room,

    /// <summary>The request's worst case would not fit into what the run has left.</summary>
    Limits,

    /// <summary>To send them again and again would cost more than to do without.</summary>
    Cost,
}

/// <summary>Results that give way to stubs at one time.</summary>
/// <param name="CallIds">In the order in which the model asked.</param>
public sealed record ContextTrim(ImmutableArray<string> CallIds, TrimReason Why, long BytesLeftOut);

/// <summary>What has to be known of the next request besides the run.</summary>
/// <param name="FixedBytes">Instructions and tools.</param>
/// <param name="WindowTokens">What the model can read at most.</param>
/// <param name="ForCost">False: results are left out only where the request would not fit.</param>
public sealed record ContextTerms(string Route, long FixedBytes, long WindowTokens, Price Price, bool ForCost = true)
{
    /// <summary>What is reserved for a byte of the request.</summary>
    public double MostTokensPerByte { get; init; } = 1;
}
