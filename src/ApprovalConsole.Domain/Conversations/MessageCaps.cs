using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Conversations;

/// <summary>What a run may use for one message, its first input included. It halts there as at its own limits, which these never widen; a grant adds to both.</summary>
public sealed record MessageCaps
{
    /// <summary>Model replies. Default: as many as are left.</summary>
    public int? Iterations { get; init; }

    /// <summary>Input and output tokens together. Default: as many as are left.</summary>
    public long? Tokens { get; init; }

    /// <summary>USD. Default: what is left.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Seconds in which a model or tool was at work. Default: what is left.</summary>
    public double? WallClockSeconds { get; init; }

    /// <summary>These limits with the caps in their places.</summary>
    public RunLimits In(RunLimits limits) => limits with
    {
        Iterations = Iterations ?? limits.Iterations, Tokens = Tokens ?? limits.Tokens, CostUsd = CostUsd ?? limits.CostUsd, WallClockSeconds = WallClockSeconds ?? limits.WallClockSeconds,
    };

    /// <summary>The run's limits, as far as they go for the message that it works on.</summary>
    internal RunLimits Within(Run run)
    {
        var (limits, from) = (run.Limits, run.MessageStart);
        var (caps, since) = (In(limits), run.Granted - from.Granted);
        return limits with
        {
            Iterations = (int)Math.Min(limits.Iterations, from.Steps + (long)caps.Iterations + since.Iterations),
            Tokens = Math.Min(limits.Tokens, Sum(from.Spent.Tokens, caps.Tokens, since.Tokens)),
            CostUsd = Math.Min(limits.CostUsd, from.Spent.CostUsd + caps.CostUsd + since.CostUsd),
            WallClockSeconds = Math.Min(limits.WallClockSeconds, from.Active.TotalSeconds + caps.WallClockSeconds + since.WallClockSeconds),
        };
    }

    private static long Sum(params ReadOnlySpan<long> parts)
    {
        Int128 sum = 0;
        foreach (var part in parts) sum += part;
        return (long)Int128.Min(sum, long.MaxValue);
    }
}

/// <summary>What a run had used, and been granted, when its principal last spoke.</summary>
public sealed record MessageStart(int Steps, Usage Spent, TimeSpan Active, Grant Granted)
{
    /// <summary>Its input is its first message.</summary>
    public static readonly MessageStart OfInput = new(0, default, TimeSpan.Zero, new());
}
