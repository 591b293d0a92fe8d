using ApprovalConsole.Domain.Runs;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Undos that a run's stream names and that were never started: a crash came in between. Found by an index that holds nothing but them, however many runs there are.</summary>
internal sealed class NamedUndos(ReadPool databases)
{
    /// <summary>What is indexed of the journal.</summary>
    public const string Name = "call.undoStarted.v1";

    /// <returns>The run whose calls are to be taken back, and the run that is to do it.</returns>
    public Task<IReadOnlyList<(string RunId, string UndoRunId)>> NotStartedAsync(CancellationToken ct) => databases.ReadAsync<IReadOnlyList<(string, string)>>(async database =>
    {
        var events = await Events(database).ToListAsync(ct);
        var named = events.Select(e => (e.Stream, Undo: (RunEvent.CallUndoStarted)EventCodec.Decode<RunEvent>(e.Data, EventCodec.NoTexts)))
            .GroupBy(e => (e.Stream, e.Undo.CallId), e => e.Undo.UndoRunId) // named again where the earlier one came to nothing
            .Select(g => (RunId: g.Key.Stream, UndoRunId: g.Last())).Distinct().ToList();
        var ids = named.Select(n => n.UndoRunId).ToList();
        var started = await database.Runs.AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(ct);
        return [.. named.Where(n => !started.Contains(n.UndoRunId))];
    });

    /// <summary>All that were ever named, in their order.</summary>
    public static IQueryable<NamedUndo> Events(ConsoleDb database) =>
        database.Journal.AsNoTracking().Where(e => e.Name == Name).OrderBy(e => e.Stream).ThenBy(e => e.Version).Select(e => new NamedUndo(e.Stream, e.Data));
}

/// <summary>An event that names an undo.</summary>
internal sealed record NamedUndo(string Stream, string Data);
