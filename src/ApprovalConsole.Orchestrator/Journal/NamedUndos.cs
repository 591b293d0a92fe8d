using System.Text.Json;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Undos that a run's stream names and that were never started: a crash came in between.</summary>
internal sealed class NamedUndos(ReadPool databases)
{
    /// <returns>The run whose calls are to be taken back, and the run that is to do it.</returns>
    public Task<IReadOnlyList<(string RunId, string UndoRunId)>> NotStartedAsync(CancellationToken ct) => databases.ReadAsync<IReadOnlyList<(string, string)>>(async database =>
    {
        const string named = "\"undoRunId\":\"";
        var documents = await database.Runs.AsNoTracking().Where(r => r.Document.Contains(named)).Select(r => new { r.Id, r.Document }).ToListAsync(ct);
        var undos = documents.SelectMany(r => NamesIn(r.Document), (r, undo) => (r.Id, Undo: undo)).Distinct().ToList();
        var ids = undos.Select(u => u.Undo).ToList();
        var started = await database.Runs.AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(ct);
        return [.. undos.Where(u => !started.Contains(u.Undo))];
    });

    private static IEnumerable<string> NamesIn(string document) =>
        JsonSerializer.Deserialize<RunView>(document, ViewJson.Options)!.Undoable?.Select(u => u.UndoRunId).OfType<string>() ?? [];
}
