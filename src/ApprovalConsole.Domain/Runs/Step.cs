using System.Collections.Immutable;
using ApprovalConsole.Domain.Budgets;

namespace ApprovalConsole.Domain.Runs;

/// <summary>One model reply and the calls that it asked for.</summary>
public sealed record Step(
    int Number, Purpose Purpose, string Route, string Model, Payload Text, ImmutableArray<string> CallIds, Usage Usage, DateTimeOffset At)
{
    /// <summary>Why another model than the first of its purpose was asked; null where it was not.</summary>
    public RouteReason? WhyRoute { get; init; }

    /// <summary>What went wrong in it; null while it is open, and where nothing did.</summary>
    public RouteReason? Trouble { get; init; }
}

/// <summary>A model call in flight.</summary>
public sealed record ModelAttempt(
    int Step, int Attempt, Purpose Purpose, string Route, string Model, Price Price, long InputTokensReserved, long OutputTokensMax,
    decimal ReservedUsd, Owner Owner, DateTimeOffset Deadline, DateTimeOffset At)
{
    public RouteReason? WhyRoute { get; init; }

    /// <summary>Who is asked instead where this one does not answer.</summary>
    public ImmutableArray<string> FallOver { get; init; } = [];

    /// <summary>What it holds of budgets beyond the run.</summary>
    public ImmutableArray<BudgetHold> Budgets { get; init; } = [];

    /// <summary>The reserve, for when the provider does not say what it used.</summary>
    public Usage Reserve => new(InputTokensReserved, 0, OutputTokensMax, ReservedUsd);

    /// <summary>By the provider's own word it took more than it was allowed to. One part of a count says so though the other cannot be.</summary>
    public bool IsOvershotBy(TokenCount taken) => taken.Output > OutputTokensMax || taken.Input is <= int.MaxValue && taken.Input > InputTokensReserved;

    /// <summary>What such a call is charged: of each part what was reported or what was reserved, whichever is more.</summary>
    public Usage ChargeFor(TokenCount taken)
    {
        var (input, output) = (Most(taken.Input, InputTokensReserved), Most(taken.Output, OutputTokensMax));
        return new(input, 0, output, Price.Of(input, 0, output));

        static long Most(long reported, long reserved) => Math.Max(Math.Min(reported, int.MaxValue), reserved);
    }
}
