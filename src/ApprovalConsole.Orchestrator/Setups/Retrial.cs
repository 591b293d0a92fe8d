using System.Collections.Immutable;
using System.Globalization;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>Holds other settings against a run as it went. What a model would have said under them nobody knows: only what bounds it is compared.</summary>
internal sealed class Retrial(Setup tried, ToolCatalog catalog)
{
    private readonly AgentSettings? _agent = (tried as AgentSetup)?.Settings;
    private readonly ExternalAgentSettings? _external = (tried as ExternalAgentSetup)?.Settings;

    private RunLimits Limits => _agent?.Limits ?? _external!.Limits;

    private IReadOnlyList<string> Tools => _agent?.Tools ?? _external!.Tools;

    /// <returns>With nothing in it where it would have gone the same way.</returns>
    public PreviewedRun Of(Run run)
    {
        string[] tighter = [.. Exceeded(run), .. Unseen(run), .. AnswersHeld(run, was: run.AnswerNeeds, would: _agent?.Answer.Needs)];
        string[] looser = [.. Unhalted(run), .. AnswersFreed(run), .. Observed(run)];
        return new(run.Id, run.StartedAt, [.. looser, .. tighter], looser.Length > 0);
    }

    private IEnumerable<string> Exceeded(Run run)
    {
        var spent = run.Spent;
        if (_agent is not null && run.Steps.Length > Limits.Iterations) yield return $"it took {run.Steps.Length} steps: it would have halted after {Limits.Iterations}";
        if (_agent is not null && spent.Tokens > Limits.Tokens) yield return $"it used {spent.Tokens} tokens: it would have halted at {Limits.Tokens}";
        if (_agent is not null && spent.CostUsd > Limits.CostUsd) yield return $"it cost {Number(spent.CostUsd)} USD: it would have halted at {Number(Limits.CostUsd)}";
        if (run.Active > Limits.WallClock) yield return $"it was at work for {Number((decimal)run.Active.TotalSeconds)} s: it would have halted at {Number((decimal)Limits.WallClockSeconds)}";
        if (_agent is not null && run.Steps.Select(s => s.CallIds.Length).DefaultIfEmpty().Max() is var most && most > Limits.CallsPerStep) yield return $"a step of it had {most} calls: those after the first {Limits.CallsPerStep} would have been refused";
        if (run.Calls.Count > Limits.Calls) yield return $"it made {run.Calls.Count} calls: it would have halted after {Limits.Calls}";
        if (Writes(run) is var writes && writes > Limits.Writes) yield return $"it made {writes} calls that write: those after the first {Limits.Writes} would have been refused";
    }

    /// <summary>A cap that held it and is higher now.</summary>
    private IEnumerable<string> Unhalted(Run run)
    {
        if (run.Halt is not { } halt) yield break;
        var (name, was, would) = halt.Reason switch
        {
            HaltReason.IterationCap => ("Iterations", run.Limits.Iterations, Limits.Iterations),
            HaltReason.CallCap => ("Calls", run.Limits.Calls, Limits.Calls),
            HaltReason.NoProgress => ("NoProgressSteps", run.Limits.NoProgressSteps, Limits.NoProgressSteps),
            HaltReason.WallClock => ("WallClockSeconds", (decimal)run.Limits.WallClockSeconds, (decimal)Limits.WallClockSeconds),
            HaltReason.CostCap when Limits.CostUsd > run.Limits.CostUsd => ("CostUsd", run.Limits.CostUsd, Limits.CostUsd),
            HaltReason.CostCap => ("Tokens", (decimal)run.Limits.Tokens, Limits.Tokens),
            _ => ("", 0m, 0m),
        };
        if (would > was) yield return $"it halted at {name} {Number(was)}: it would have gone on, up to {Number(would)}";
    }

    private IEnumerable<string> Unseen(Run run) => run.Calls.Values
        .Select(call => call.Terms?.Tool).OfType<string>().Where(tool => catalog.Find(tool) is not null && !Tools.Any(p => ToolNames.Matches(p, tool)))
        .GroupBy(tool => tool).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{(g.Count() == 1 ? "a call" : $"{g.Count()} calls")} of {g.Key}: it would not have had that tool");

    private static IEnumerable<string> AnswersHeld(Run run, AnswerNeeds was, AnswerNeeds? would)
    {
        if (would is { } needs && needs > was && FinalOf(run) is { } text && AnswerGate.WhyItWaits(run with { AnswerNeeds = was }, run.Steps.Length, text) is null
            && AnswerGate.WhyItWaits(run with { AnswerNeeds = needs }, run.Steps.Length, text) is { } why) yield return $"its answer would have waited: {why}";
    }

    private IEnumerable<string> AnswersFreed(Run run)
    {
        if (_agent is { Answer.Needs: var would } && would < run.AnswerNeeds && FinalOf(run) is { } text && AnswerGate.WhyItWaits(run, run.Steps.Length, text) is not null
            && AnswerGate.WhyItWaits(run with { AnswerNeeds = would }, run.Steps.Length, text) is null) yield return "its answer waited for a person: it would have gone out unseen";
    }

    private IEnumerable<string> Observed(Run run)
    {
        if (_external is { Mode: GateMode.Observe } && run.Calls.Values.Count(c => c.Sendings > 0) is var sent and > 0) yield return $"{(sent == 1 ? "a call was" : $"{sent} calls were")} sent from here: it would only have been observed, and gone on with tools of its own";
    }

    private static string? FinalOf(Run run) => run is { End: { Status: RunStatus.Completed, Text.IsErased: false } end } ? end.Text.Text : null;

    private static int Writes(Run run) => run.Calls.Values.Count(c => c is { Terms: not null, IsWrite: true, IsAnswer: false });

    private static string Number(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
