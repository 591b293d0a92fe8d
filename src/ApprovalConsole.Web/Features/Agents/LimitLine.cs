using System.Collections.Immutable;
using System.Globalization;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Shared.Editing;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Agents;

/// <summary>One limit with its unit.</summary>
public sealed record LimitLine(string Of, string Most)
{
    /// <summary>Of each run of an agent that runs here.</summary>
    public static ImmutableArray<LimitLine> OfRun(RunLimits limits) =>
    [
        new("Iterations", Many(limits.Iterations, "reply", "replies")), new("Tokens", $"{Amounts.Whole(limits.Tokens)} in and out"), new("Cost", Amounts.Usd(limits.CostUsd)), AtWork(limits),
        new("No progress", Many(limits.NoProgressSteps, "step in a row", "steps in a row")), new("Calls per step", Many(limits.CallsPerStep, "call", "calls")), .. Deeds(limits),
    ];

    /// <summary>Of each session of an agent that runs elsewhere: nobody here sees its replies.</summary>
    public static ImmutableArray<LimitLine> OfSession(ExternalAgentSettings agent) => [AtWork(agent.Limits), .. Deeds(agent.Limits), new("Session ends", $"after {SpanWords.Of(agent.SessionEndsAfter)} without a call")];

    private static LimitLine AtWork(RunLimits limits) => new("Wall clock", string.Create(CultureInfo.InvariantCulture, $"{limits.WallClockSeconds:0.###} s at work"));

    private static LimitLine[] Deeds(RunLimits limits) => [new("Calls", Many(limits.Calls, "call", "calls")), new("Writes", Many(limits.Writes, "call", "calls")), new("Open proposals", $"{Amounts.Whole(limits.OpenProposals)} at a time")];

    private static string Many(int number, string one, string many) => $"{Amounts.Whole(number)} {(number == 1 ? one : many)}";
}
