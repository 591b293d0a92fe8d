using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Where a run stops, whatever the model wants.</summary>
public sealed record RunLimits
{
    /// <summary>More than any run could use; beyond it sums could run over.</summary>
    public const long MostTokens = 1_000_000_000_000;

    /// <summary>Likewise, in USD.</summary>
    public const decimal MostCostUsd = 1_000_000_000m;

    /// <summary>Likewise of all that is counted one by one.</summary>
    public const int MostOfAKind = 100_000;

    /// <summary>Model replies. Default 8.</summary>
    public int Iterations { get; init; } = 8;

    /// <summary>Input and output tokens together. Default 200,000.</summary>
    public long Tokens { get; init; } = 200_000;

    /// <summary>USD. Default 1.</summary>
    public decimal CostUsd { get; init; } = 1m;

    /// <summary>Seconds in which a model or tool was at work. Waiting for people does not count. Default 90.</summary>
    public double WallClockSeconds { get; init; } = 90;

    /// <summary>Steps in a row that add nothing. Default 3.</summary>
    public int NoProgressSteps { get; init; } = 3;

    /// <summary>Tool calls in one reply; those beyond it are refused. Default 8.</summary>
    public int CallsPerStep { get; init; } = 8;

    /// <summary>Tool calls in the run. Default 40.</summary>
    public int Calls { get; init; } = 40;

    /// <summary>Calls that are not read-only. Default 10.</summary>
    public int Writes { get; init; } = 10;

    /// <summary>Proposals that wait at the same time. Default 5.</summary>
    public int OpenProposals { get; init; } = 5;

    [JsonIgnore]
    public TimeSpan WallClock => TimeSpan.FromSeconds(WallClockSeconds);
}
