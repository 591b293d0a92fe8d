using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>What was said in the runs of a tree that binds the others of it: rejections, cancels, grants. The id of a child begins with its parent's, so a tree is one range of streams.</summary>
internal sealed class TreeEvents(ReadPool databases)
{
    private const string Rejected = "proposal.rejected.v1";
    private const string CancelRequested = "run.cancelRequested.v1";
    private const string Granted = "run.granted.v1";
    private const string Denied = "effects.denied.v1";

    /// <summary>How far a start looks back for what a crash may have kept from being spread.</summary>
    private const int LooksBack = 1_000;

    /// <summary>The other runs in which such a thing was said, each with how often.</summary>
    public Task<IReadOnlyList<(string RunId, int Count)>> OfOthersAsync(string root, string runId, CancellationToken ct) => databases.ReadAsync<IReadOnlyList<(string, int)>>(async database =>
    {
        var end = EndOf(root);
        var others = await database.Journal.AsNoTracking()
            .Where(e => string.Compare(e.Stream, root) >= 0 && string.Compare(e.Stream, end) < 0 && e.Stream != runId && (e.Name == Rejected || e.Name == CancelRequested || e.Name == Granted))
            .GroupBy(e => e.Stream).Select(g => new { Stream = g.Key, Count = g.Count() }).ToListAsync(ct);
        return [.. others.Select(o => (o.Stream, o.Count))];
    });

    /// <summary>No more of it has been said.</summary>
    public static Premise StillAre(int count, string root, string runId) => new(
        $"""SELECT COUNT(*) FROM "journal" WHERE "Stream" >= @p0 AND "Stream" < @p1 AND "Stream" <> @p2 AND "Name" IN ('{Rejected}', '{CancelRequested}', '{Granted}')""", count, root, EndOf(root), runId);

    /// <summary>Runs in which something was denied, or heard to be, among the last that was written.</summary>
    public async Task<IEnumerable<string>> DeniedLatelyAsync(CancellationToken ct) => (await databases.ReadAsync(database => database.Journal.AsNoTracking()
        .OrderByDescending(e => e.Position).Take(LooksBack).Where(e => e.Name == Rejected || e.Name == Denied).Select(e => e.Stream).ToListAsync(ct))).Distinct();

    // After a run's id comes a dash; only a dot sorts behind all of those.
    private static string EndOf(string root) => $"{root}.";
}
