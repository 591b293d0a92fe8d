using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Runs;

public sealed partial class RunUndo
{
    private const string PlannedRun = "plan";

    /// <summary>What <see cref="UndoAsync"/> would send as things are, as those see it who have revealed nothing. Nothing is written.</summary>
    /// <param name="callId">Null: every reversible call that was carried out and that no undo is at.</param>
    public async Task<UndoPreview> PreviewAsync(string runId, string? callId, CancellationToken ct)
    {
        if (await _gate.ReadProvenAsync(runId, ct) is not { } run) return UndoPreview.Refused(new(RefusalCode.UnknownRun, "There is no such run."));
        var wanted = WantedOf(run, callId);
        if (wanted.IsEmpty) return UndoPreview.Refused(new(RefusalCode.CannotUndo, NothingReversible));
        var nothing = await CameToNothingAsync(run, wanted, ct);
        if (RunDecider.Decide(new RunCommand.StartUndo(PlannedRun, wanted, nothing, run.RequestedBy, _time.GetUtcNow()), run) is Ruling<RunEvent>.Refused { Refusal: var refusal }) return UndoPreview.Refused(refusal);

        var free = FreeOf(run, wanted, nothing);
        if (free.Count == 0) return UndoPreview.Refused(new(RefusalCode.CannotUndo, "It is taken back already, or is being taken back."));
        if (Plan(run, free, PlannedRun, out var planned) is { } obstacle) return UndoPreview.Refused(obstacle);
        var shown = await _masks.PlannedAsync(StartOf(run, free, planned, PlannedRun, run.RequestedBy), ct);
        var left = (await _masks.ReadAsync(runId, null, ct))!.Run.Calls.Values.Where(c => c is { IsWrite: true, HasWayBack: false, Status: CallStatus.Succeeded or CallStatus.Unknown });
        return new([.. free.Select(done => Planned(done, shown.OpenStep.Single(c => c.Undoes == done.Id).Asked))], [.. left.OrderBy(c => c.Step).ThenBy(c => c.Index).Select(Left)], run.Children.Count > 0, null);
    }

    private PlannedUndo Planned(ToolCall done, Payload arguments)
    {
        var tool = _catalog.Find(done.Terms!.Tool)!.Policy.Undo!.Tool;
        var policy = _catalog.Find(tool)?.Policy ?? new();
        return new(done.Id, done.Name, tool, policy.Title, JsonElement.Parse(arguments.ToString()), policy.Reversibility);
    }

    private static LeftCall Left(ToolCall call) => new(call.Id, call.Terms is { Title: var title } && title.ToString() is { Length: > 0 } words ? words : call.Name, call.Status is CallStatus.Unknown);
}
