using ApprovalConsole.Orchestrator.Journal.Rows;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The statements of the write path, in SQL that SQLite and PostgreSQL both read.</summary>
internal static class RowStatements
{
    /// <summary>No row written means that the version was taken.</summary>
    public const string Entry =
        """INSERT INTO "journal" ("Stream", "Version", "Name", "At", "Data") VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT DO NOTHING""";

    public const string Payload =
        """INSERT INTO "payloads" ("Stream", "Version", "Slot", "Salt", "Text") VALUES (@p0, @p1, @p2, @p3, @p4)""";

    public static RowWrite Upsert(RunRow row) => new(
        """
        INSERT INTO "runs" ("Id", "Agent", "Status", "Active", "WakeAt", "Version", "Document") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
        ON CONFLICT ("Id") DO UPDATE SET "Status" = excluded."Status", "Active" = excluded."Active", "WakeAt" = excluded."WakeAt",
        "Version" = excluded."Version", "Document" = excluded."Document"
        """,
        row.Id, row.Agent, row.Status, row.Active, row.WakeAt, row.Version, row.Document);

    public static RowWrite Upsert(ProposalRow row) => new(
        """
        INSERT INTO "proposals" ("Id", "RunId", "Agent", "Tool", "Status", "RequestedAt", "Document") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
        ON CONFLICT ("Id") DO UPDATE SET "Status" = excluded."Status", "Document" = excluded."Document"
        """,
        row.Id, row.RunId, row.Agent, row.Tool, row.Status, row.RequestedAt, row.Document);

    public static RowWrite Insert(IdempotencyRow row) => new(
        """INSERT INTO "idempotency" ("Caller", "Key", "Fingerprint", "RunId") VALUES (@p0, @p1, @p2, @p3) ON CONFLICT DO NOTHING""",
        row.Caller, row.Key, row.Fingerprint, row.RunId);
}
