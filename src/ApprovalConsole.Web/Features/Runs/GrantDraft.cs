using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>What somebody is about to grant a halted run.</summary>
public sealed class GrantDraft
{
    public int Iterations { get; set; }

    public long Tokens { get; set; }

    /// <summary>USD.</summary>
    public decimal CostUsd { get; set; }

    /// <summary>Of time at work.</summary>
    public double Seconds { get; set; }

    public string Reason { get; set; } = "";

    public bool IsReady => (Iterations, Tokens, CostUsd, Seconds) is ( >= 0, >= 0, >= 0, >= 0) && Reason.Trim().Length > 0;

    public Grant ToGrant() => new(Iterations, Tokens, CostUsd, Seconds);

    /// <summary>Half of what the run ran out of, as a start.</summary>
    public static GrantDraft For(Halt? halt, RunLimits limits) => halt?.Reason switch
    {
        HaltReason.IterationCap => new() { Iterations = Math.Max(1, limits.Iterations / 2) },
        HaltReason.CostCap => new() { CostUsd = limits.CostUsd / 2 },
        HaltReason.WallClock => new() { Seconds = limits.WallClockSeconds / 2 },
        HaltReason.Budget => new(), // what is used up is not the run's
        _ => new() { Iterations = 1 },
    };
}
