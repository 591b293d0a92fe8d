using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>Takes back what a run did: by a run of its own, through the gate, each call at most once.</summary>
/// <remarks>First the stream of the run that made the calls says which undo is theirs, then that undo is started. After a crash in between the next start
/// of the console starts it: <see cref="Journal.NamedUndos"/>.</remarks>
public sealed partial class RunUndo
{
    private const string NothingReversible = "The run has carried out no reversible call.";

    private readonly CommandGate _gate;
    private readonly AgentTools _agentTools;
    private readonly ToolCatalog _catalog;
    private readonly Masks _masks;
    private readonly TimeProvider _time;

    internal RunUndo(CommandGate gate, AgentTools agentTools, ToolCatalog catalog, Masks masks, TimeProvider time) => (_gate, _agentTools, _catalog, _masks, _time) = (gate, agentTools, catalog, masks, time);

    /// <param name="callId">Null: every reversible call that was carried out, the last one first.</param>
    /// <returns>The run that takes them back: the one that is at it already where there is one.</returns>
    public async Task<RunAnswer> UndoAsync(string runId, string? callId, Actor by, CancellationToken ct)
    {
        if (await _gate.ReadProvenAsync(runId, ct) is not { } run) return Refuse(RefusalCode.UnknownRun, "There is no such run.");
        var wanted = WantedOf(run, callId);
        if (wanted.IsEmpty) return Refuse(RefusalCode.CannotUndo, NothingReversible);

        var nothing = await CameToNothingAsync(run, wanted, ct);
        if (Plan(run, FreeOf(run, wanted, nothing), "plan", out _) is { } obstacle) return new(null, obstacle); // before anything is written

        var id = RunIds.New(_time.GetUtcNow());
        var named = await _gate.SendForStateAsync(runId, new RunCommand.StartUndo(id, wanted, nothing, by, _time.GetUtcNow()), null, ct);
        if (named.Ruling is Ruling<RunEvent>.Refused { Refusal: var refusal }) return new(null, refusal);
        var undos = wanted.Select(c => named.Run.Calls[c].Undo!).OrderBy(u => u.At).Select(u => u.RunId).Distinct().ToList();
        var answer = Refuse(RefusalCode.CannotUndo, "Nothing is to be undone.");
        foreach (var undo in undos) answer = await StartNamedAsync(runId, undo, ct);
        return answer;
    }

    /// <summary>Starts an undo that a run's stream names; does nothing where it was started.</summary>
    internal async Task<RunAnswer> StartNamedAsync(string runId, string undoRunId, CancellationToken ct) => await _gate.ReadProvenAsync(runId, ct) is { } run
        ? await StartAsync(run, undoRunId, ct)
        : Refuse(RefusalCode.UnknownRun, "There is no such run.");

    private async Task<RunAnswer> StartAsync(Run run, string undoRunId, CancellationToken ct)
    {
        if (await _gate.ReadAsync(undoRunId, ct) is { } known) return new(await _masks.ViewAsync(known, ct), null);
        var calls = LastFirst(run).Where(c => c.Undo?.RunId == undoRunId).ToList();
        if (Plan(run, calls, undoRunId, out var planned) is { } obstacle) return new(null, obstacle);
        var start = StartOf(run, calls, planned, undoRunId, calls[0].Undo!.By);
        return new(await _masks.ViewAsync((await _gate.SendForStateAsync(undoRunId, start, null, ct)).Run, ct), null);
    }

    private RunCommand.Start StartOf(Run run, IReadOnlyList<ToolCall> calls, ImmutableArray<RequestedCall> planned, string undoRunId, Actor by)
    {
        var count = planned.Length;
        var limits = run.OriginalLimits with
        {
            CallsPerStep = Math.Max(run.OriginalLimits.CallsPerStep, count), Calls = Math.Max(run.OriginalLimits.Calls, count),
            Writes = Math.Max(run.OriginalLimits.Writes, count), OpenProposals = Math.Max(run.OriginalLimits.OpenProposals, count),
        };
        return new(
            undoRunId, RunKind.Undo, run.Id, run.Agent, run.OnBehalfOf, $"Take back {string.Join(", ", calls.Select(c => c.Name))} of run {run.Id}.", limits,
            by, "{}", _time.GetUtcNow()) { Calls = planned };
    }

    /// <summary>Undos that are over and did not take their call back: a person said no, or a layer did.</summary>
    private async Task<ImmutableHashSet<(string CallId, string UndoRunId)>> CameToNothingAsync(Run run, ImmutableArray<string> callIds, CancellationToken ct)
    {
        var undone = callIds.Where(run.Calls.ContainsKey).Select(id => run.Calls[id]).Where(c => c.Undo is not null).GroupBy(c => c.Undo!.RunId);
        var nothing = ImmutableHashSet.CreateBuilder<(string, string)>();
        foreach (var calls in undone)
        {
            if (await _gate.ReadProvenAsync(calls.Key, ct) is not { End: not null } over) continue;
            nothing.UnionWith(calls.Where(c => !over.Calls.Values.Any(u => u.Undoes == c.Id && u.IsDone)).Select(c => (c.Id, over.Id)));
        }

        return nothing.ToImmutable();
    }

    private Refusal? Plan(Run run, IReadOnlyList<ToolCall> calls, string undoRunId, out ImmutableArray<RequestedCall> planned)
    {
        var tools = _agentTools.Of(run);
        var plan = ImmutableArray.CreateBuilder<RequestedCall>();
        planned = [];
        foreach (var call in calls)
        {
            if (_catalog.Find(call.Terms!.Tool)?.Policy.Undo is not { } rule) return new(RefusalCode.CannotUndo, $"The policy of {call.Terms.Tool} names no way back.");
            if (tools.FirstOrDefault(t => t.Tool.Id == rule.Tool).Name is not { } name)
                return new(RefusalCode.CannotUndo, $"{call.Name} cannot be undone: the agent {run.Agent} has no {rule.Tool}.")
                    { Findings = [new(Layer.Schema, "", "unknownTool", "The agent does not have the tool that takes the call back.", rule.Tool)] };
            if (UndoPlan.Of(call, rule, $"{undoRunId}.1.{plan.Count + 1}", name, run.OnBehalfOf, out var missing) is not { } undo)
                return new(RefusalCode.CannotUndo, $"{call.Name} cannot be undone: {{{missing}}} is not recorded of it.");
            plan.Add(undo);
        }

        planned = plan.ToImmutable();
        return null;
    }

    private static ImmutableArray<string> WantedOf(Run run, string? callId) => callId is null ? [.. LastFirst(run).Where(c => c.HasWayBack).Select(c => c.Id)] : [callId];

    /// <summary>Those that no undo is at, and that none has taken back.</summary>
    private static List<ToolCall> FreeOf(Run run, ImmutableArray<string> wanted, ImmutableHashSet<(string CallId, string UndoRunId)> nothing) =>
        [.. LastFirst(run).Where(c => wanted.Contains(c.Id) && c.HasWayBack && (c.Undo is not { } undo || nothing.Contains((c.Id, undo.RunId))))];

    private static IEnumerable<ToolCall> LastFirst(Run run) => run.Calls.Values.OrderByDescending(c => c.Step).ThenByDescending(c => c.Index);

    private static RunAnswer Refuse(RefusalCode code, string message) => new(null, new(code, message));
}
