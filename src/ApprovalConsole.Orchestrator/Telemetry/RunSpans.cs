using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Telemetry;

/// <summary>A run as <c>invoke_agent</c>: one span from when it gets to work until it waits or ends. A wait for people may take days and outlive the process, so the next span begins a trace
/// of its own and links to the one that asked, whose context the proposal's event keeps.</summary>
internal sealed class RunSpans(Signals signals) : IDisposable
{
    /// <summary>Where another node went on with a run, nobody here hears of its end.</summary>
    private const int MostOpen = 10_000;

    private readonly ConcurrentDictionary<string, Activity> _open = new();

    /// <summary>What a call of the run belongs to.</summary>
    public ActivityContext ContextOf(string runId) => _open.TryGetValue(runId, out var span) ? span.Context : default;

    /// <summary>As it is kept with a proposal; null while nobody listens.</summary>
    public string? TraceOf(string runId) => _open.TryGetValue(runId, out var span) ? span.Id : null;

    /// <param name="events">Were just committed, and led from one state to the other.</param>
    public void Committed(Run before, Run after, ImmutableArray<RunEvent> events)
    {
        if (after.Kind is RunKind.Canary) return;
        if (signals.Decisions.Enabled) CountDecisions(before, after, events);
        if (_open.IsEmpty && !signals.Source.HasListeners()) return;
        if (after.Status is RunStatus.Running) Begin(before, after);
        else if (_open.TryRemove(after.Id, out var span)) End(span, after);
    }

    public void Dispose()
    {
        foreach (var span in _open.Values) span.Dispose(); // with what is known of them by now
        _open.Clear();
    }

    private void Begin(Run before, Run after)
    {
        if (_open.ContainsKey(after.Id) || !signals.Source.HasListeners()) return;
        if (_open.Count >= MostOpen) Dispose();
        var parent = after.ParentRunId is { } parentId ? ContextOf(parentId) : default;
        var surroundings = Activity.Current; // a request, or whatever else happens to bring the run on: it is none of its parts
        Activity.Current = null;
        try
        {
            if (signals.Source.StartActivity($"invoke_agent {after.Agent}", ActivityKind.Internal, parent, TagsOf(after), LinksOf(before, surroundings)) is { } span && !_open.TryAdd(after.Id, span)) span.Dispose();
        }
        finally
        {
            Activity.Current = surroundings;
        }
    }

    private static void End(Activity span, Run run)
    {
        span.SetTag(Names.Status, JsonNamingPolicy.CamelCase.ConvertName(run.Status.ToString()));
        if (run.Status is RunStatus.Failed or RunStatus.Halted) span.SetStatus(ActivityStatusCode.Error).SetTag(Names.Error, run.Halt is { } halt ? JsonNamingPolicy.CamelCase.ConvertName(halt.Reason.ToString()) : "failed");
        var surroundings = Activity.Current;
        span.Dispose();
        Activity.Current = surroundings;
    }

    private static IEnumerable<KeyValuePair<string, object?>> TagsOf(Run run) =>
        [new(Names.Operation, "invoke_agent"), new(Names.Agent, run.Agent), new(Names.Conversation, run.Id), new(Names.Run, run.Id)];

    /// <summary>Of a run that waited: what asked people, whichever process that was.</summary>
    private static IEnumerable<ActivityLink> LinksOf(Run before, Activity? surroundings)
    {
        foreach (var trace in before.Proposals.Values.Select(p => p.Trace).OfType<string>().Distinct())
            if (ActivityContext.TryParse(trace, null, isRemote: true, out var asked)) yield return new(asked);
        if (surroundings is not null) yield return new(surroundings.Context);
    }

    private void CountDecisions(Run before, Run after, ImmutableArray<RunEvent> events)
    {
        foreach (var (proposalId, kind) in events.Select(Answer).OfType<(string, DecisionKind)>())
            if ((after.Proposals.GetValueOrDefault(proposalId) ?? before.Proposals.GetValueOrDefault(proposalId)) is { } proposal)
                signals.Decisions.Add(1, new(Names.Decision, JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())), new(Names.Tool, proposal.Terms.Tool), new(Names.Agent, after.Agent));
    }

    private static (string ProposalId, DecisionKind Kind)? Answer(RunEvent @event) => @event switch
    {
        RunEvent.ProposalApproved e => (e.ProposalId, DecisionKind.Approve),
        RunEvent.ProposalEdited e => (e.ProposalId, DecisionKind.Edit),
        RunEvent.ProposalRejected e => (e.ProposalId, DecisionKind.Reject),
        RunEvent.ProposalRevised e => (e.ProposalId, DecisionKind.Revise),
        RunEvent.ProposalResponded e => (e.ProposalId, DecisionKind.Respond),
        _ => null,
    };
}
