using System.Collections.Immutable;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>Everything a run's page says, folded from the run.</summary>
/// <param name="Doing">In words, as on the wall.</param>
/// <param name="Live">The model call that is out; null while none is.</param>
public sealed record RunPageView(
    string Id, string Agent, string For, string Permissions, string Input, string RequestedBy, RunStatus Status, string Doing,
    ImmutableArray<MeterView> Meters, ImmutableArray<StepView> Steps, LiveModel? Live, Halt? Halt, RunEnd? End, DateTimeOffset StartedAt, RunLimits Limits)
{
    /// <summary>The runs above a child, the first of the tree in front.</summary>
    public ImmutableArray<Ancestor> Ancestors { get; init; } = [];

    /// <summary>The flow that it follows, and how far it has come; null where an agent works on it.</summary>
    public FlowView? Flow { get; init; }

    /// <summary>What the run has used with all that work for it; null where none does.</summary>
    public string? Tree { get; init; }

    /// <summary>What of its agent is not as it was when the run began: the parts, in words. Null where all of it is.</summary>
    public string? AgentChanged { get; init; }

    /// <summary>As its caller calls what belongs together; null where its agent runs here, and for a single call.</summary>
    public string? Session { get; init; }

    /// <summary>Its agent runs elsewhere: nobody gave it a task here.</summary>
    public bool IsOutside { get; init; }

    /// <summary>What the principal has said since the input, in order.</summary>
    public ImmutableArray<MessageView> Said { get; init; } = [];

    /// <summary>What it asks the principal; null where it asks nothing.</summary>
    public string? Question { get; init; }

    /// <summary>The answer that it has given and not ended with, while nothing more was said; null where there is none.</summary>
    public string? Answered { get; init; }

    /// <summary>The run whose calls it takes back; null where it takes none back.</summary>
    public string? Undoes { get; init; }

    /// <summary>It has ended, and has carried out calls that have a way back.</summary>
    public bool HasUndo => !IsOpen && Steps.Any(s => s.Calls.Any(c => c.Undo is not null));

    /// <summary>Some of those were never asked back.</summary>
    public bool IsUndoOpen => Steps.Any(s => s.Calls.Any(c => c.Undo is { UndoRunId: null }));

    /// <summary>Whoever looks may pass on what the principal says.</summary>
    public bool MaySay { get; init; }

    /// <summary>Steps, and what was said, where the model was told it.</summary>
    public IEnumerable<TimelineEntry> Timeline =>
        Steps.Select(step => (At: step.Number, IsStep: true, Entry: new TimelineEntry($"step {step.Number}", step, null)))
            .Concat(Said.Select((said, n) => (At: said.BeforeStep, IsStep: false, Entry: new TimelineEntry($"said {n}", null, said))))
            .OrderBy(e => e.At).ThenBy(e => e.IsStep).Select(e => e.Entry);

    public string Works => this switch
    {
        { Flow: not null } => $"pipeline {Agent}",
        { IsOutside: true } => $"{Agent}, which runs elsewhere",
        _ => Agent,
    };

    public string WhatWorks => Flow is null ? "agent" : "pipeline";

    public bool IsOpen => End is null;

    /// <summary>With what has changed since the run began, and since its calls that wait were proposed.</summary>
    public RunPageView With(ImmutableArray<DifferenceView> agent, ImmutableDictionary<string, string> calls) => this with
    {
        AgentChanged = agent.IsEmpty ? null : string.Join(", ", agent.Select(d => d.Path.TrimStart('/'))),
        Steps = calls.IsEmpty ? Steps : [.. Steps.Select(s => s with { Calls = [.. s.Calls.Select(c => calls.TryGetValue(c.Id, out var since) ? c with { Since = since } : c)] })],
    };

    /// <summary>A pipeline that asks no agent has nothing to spend on one.</summary>
    private static IEnumerable<MeterView> MetersOf(Run run)
    {
        var time = MeterView.Time(run.Active.TotalSeconds, run.Limits.WallClockSeconds, run.AtWorkSince);
        if (run.Session is not null) return [MeterView.Calls(run.Steps.Length, run.Limits.Calls), time];
        var used = UsedBy(run);
        if (run.Pipeline is not null && run.Limits.CostUsd == 0 && used.Tokens == 0) return [time];
        var steps = run.Pipeline is null ? MeterView.Steps(RunView.StepsOf(run), run.Limits.Iterations) : MeterView.AgentSteps(RunView.StepsOf(run), run.Limits.Iterations);
        return [steps, MeterView.Money(used.CostUsd, run.Limits.CostUsd), time, MeterView.Tokens(used.Tokens, run.Limits.Tokens)];
    }

    /// <param name="held">What holds all that the run owes; null where nothing does.</param>
    /// <param name="waitsForMoney">Its next model call is kept until there is room in its budgets.</param>
    public static RunPageView Of(Run run, Halt? held = null, bool waitsForMoney = false) => new(
        run.Id, run.Agent, run.OnBehalfOf.Subject.ToString(), PermissionsOf(run.OnBehalfOf), run.Input.ToString(), run.RequestedBy.Name,
        held is null ? run.Status : RunStatus.Halted, held is not null ? $"held: {held.Message}" : waitsForMoney ? RunInWords.WaitsForMoney : RunInWords.Of(run),
        [.. MetersOf(run)],
        [.. run.Steps.Select(step => StepView.Of(run, step))], LiveModel.Of(run.Model), run.Halt, run.End, run.StartedAt, run.Limits)
    {
        Said = [.. run.Messages.Select(MessageView.Of)], Question = run.Questions is { IsEmpty: false } asked ? string.Join("\n", asked.Select(q => QuestionView.Of(q).Text)) : null,
        Answered = run is { End: null, IsAnswered: true } ? run.Answered!.Text.ToString() : null,
        Undoes = run.Kind is RunKind.Undo ? run.ParentRunId : null, Ancestors = run.Ancestry?.Chain ?? [], Flow = FlowView.Of(run), Session = run.Session is { IsOneCall: false } session ? session.Id.ToString() : null, IsOutside = run.Session is not null, Tree = run.Children.IsEmpty ? null : TreeOf(TreeView.Of(run), run.Children.Count),
    };

    private static Usage UsedBy(Run run) => run.Pipeline is null ? run.Usage : run.UsedInAll;

    private static string TreeOf(TreeView tree, int children) =>
        $"with {children} {(children == 1 ? "child" : "children")}: {tree.Steps} of {tree.StepLimit} steps · {Amounts.Usd(tree.CostUsd)} · {Amounts.Whole(tree.InputTokens + tree.OutputTokens)} tokens";

    private static string PermissionsOf(Principal principal) => principal.Permissions switch
    {
        [] => "no permissions",
        var some when some.Contains("*") => "every permission",
        var some => string.Join(", ", some),
    };
}

/// <summary>One of the two: a step, or what the principal said.</summary>
/// <param name="Key">Its own for as long as the page is open.</param>
public sealed record TimelineEntry(string Key, StepView? Step, MessageView? Said);

/// <summary>A model that is writing.</summary>
/// <param name="Key">Another attempt is another text.</param>
public sealed record LiveModel(string Key, int Step, string Purpose, string Model)
{
    /// <summary>Why another model than usual; empty where it is not.</summary>
    public string Why { get; init; } = "";

    public static LiveModel? Of(ModelAttempt? attempt) => attempt is null ? null
        : new($"{attempt.Step}/{attempt.Attempt}", attempt.Step, attempt.Purpose.ToString().ToLowerInvariant(), attempt.Model) { Why = RouteWords.Of(attempt.WhyRoute) };
}

/// <summary>One model reply with its calls.</summary>
public sealed record StepView(
    int Number, string Purpose, string Route, string Model, bool IsScripted, string Text, string Spent, DateTimeOffset At, ImmutableArray<CallView> Calls)
{
    private const string Scripted = "scripted";

    /// <summary>Why another model than usual; empty where it was not.</summary>
    public string Why { get; init; } = "";

    public string Title => IsOutside ? $"Call {Number}" : $"Step {Number}";

    /// <summary>It was asked for from elsewhere.</summary>
    public bool IsOutside { get; init; }

    /// <summary>The nodes of a pipeline that were begun; null where a model replied, here or elsewhere.</summary>
    public string? Nodes { get; init; }

    public static StepView Of(Run run, Step step) => new(
        step.Number, step.Purpose.ToString().ToLowerInvariant(), step.Route, step.Model, step.Model == Scripted, step.Text.ToString(), SpentOf(step.Usage), step.At,
        [.. run.CallsOf(step).Select(call => CallView.Of(run, call))]) 
        { Why = RouteWords.Of(step.WhyRoute), IsOutside = run.Session is not null, Nodes = run.Pipeline is null ? null : string.Join(", ", run.CallsOf(step).Select(c => c.Node)) };

    private static string SpentOf(Usage usage) =>
        $"{Amounts.Whole(usage.InputTokens)} in ({Amounts.Whole(usage.CachedInputTokens)} cached) · {Amounts.Whole(usage.OutputTokens)} out · {Amounts.Usd(usage.CostUsd)}";
}
