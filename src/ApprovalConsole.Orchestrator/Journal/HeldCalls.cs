using System.Data.Common;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Finds, without folding every run, those whose calls hold something that others must not have: by the journal's names and by the log's, so that whoever has touched the one is found by the other.</summary>
internal static class HeldCalls
{
    /// <summary>What is indexed of the journal, and as kinds of the log.</summary>
    public const string Names =
        "'call.validated.v1', 'proposal.made.v1', 'proposal.edited.v1', 'call.intended.v1', 'call.succeeded.v1', 'call.failed.v1', 'call.lost.v1', 'call.outcomeUnknown.v1'";

    /// <summary>Runs in which more calls have gone out than came back, or one was unknown.</summary>
    public static IReadOnlyList<string> WithOpen(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, $"{Open("journal", "Name")} UNION {Open("audit", "Kind")} ORDER BY 1");
        using var row = command.ExecuteReader();
        var streams = new List<string>();
        while (row.Read()) streams.Add(row.GetString(0));
        return streams;
    }

    private static string Open(string table, string name) => $"""
        SELECT "Stream" FROM "{table}"
        WHERE "{name}" IN ({Names}) AND "{name}" IN ('call.intended.v1', 'call.succeeded.v1', 'call.failed.v1', 'call.lost.v1', 'call.outcomeUnknown.v1') AND "Stream" IS NOT NULL
        GROUP BY "Stream"
        HAVING COUNT(CASE WHEN "{name}" = 'call.outcomeUnknown.v1' THEN 1 END) > 0
            OR COUNT(CASE WHEN "{name}" = 'call.intended.v1' THEN 1 END) > COUNT(CASE WHEN "{name}" IN ('call.succeeded.v1', 'call.failed.v1', 'call.lost.v1') THEN 1 END)
        """;
}
