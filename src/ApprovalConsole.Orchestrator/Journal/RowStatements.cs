using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal.Rows;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The statements of the write path, in SQL that SQLite and PostgreSQL both read.</summary>
internal static class RowStatements
{
    /// <summary>Answers the row's position; no answer means that the version was taken.</summary>
    public const string Entry =
        """INSERT INTO "journal" ("Stream", "Version", "Name", "At", "Data") VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT DO NOTHING RETURNING "Position" """;

    public const string Payload =
        """INSERT INTO "payloads" ("Stream", "Version", "Slot", "Salt", "Text") VALUES (@p0, @p1, @p2, @p3, @p4)""";

    public static RowWrite EraseTexts(string stream) => new("""DELETE FROM "payloads" WHERE "Stream" = @p0""", stream);

    public static RowWrite Insert(AuditRow row) => new(
        """
        INSERT INTO "audit" ("Seq", "At", "Kind", "Actor", "Tool", "Subject", "Position", "Stream", "Texts", "Note", "Chain", "Nodes")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11)
        """,
        row.Seq, row.At, row.Kind, row.Actor, row.Tool, row.Subject, row.Position, row.Stream, row.Texts, row.Note, row.Chain, row.Nodes);

    public static RowWrite Upsert(RunRow row) => new(
        """
        INSERT INTO "runs" ("Id", "Agent", "Status", "Active", "WakeAt", "Version", "Document", "Seal") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)
        ON CONFLICT ("Id") DO UPDATE SET "Status" = excluded."Status", "Active" = excluded."Active", "WakeAt" = excluded."WakeAt",
        "Version" = excluded."Version", "Document" = excluded."Document", "Seal" = excluded."Seal"
        """,
        row.Id, row.Agent, row.Status, row.Active, row.WakeAt, row.Version, row.Document, row.Seal);

    public static RowWrite Upsert(ProposalRow row) => new(
        """
        INSERT INTO "proposals" ("Id", "RunId", "Agent", "Tool", "Status", "RequestedAt", "ExpiresAt", "Amount", "HandedTo", "Escalated", "Document", "Seal")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11)
        ON CONFLICT ("Id") DO UPDATE SET "Status" = excluded."Status", "ExpiresAt" = excluded."ExpiresAt", "Amount" = excluded."Amount", "HandedTo" = excluded."HandedTo", "Escalated" = excluded."Escalated",
        "Document" = excluded."Document", "Seal" = excluded."Seal"
        """,
        row.Id, row.RunId, row.Agent, row.Tool, row.Status, row.RequestedAt, row.ExpiresAt, row.Amount, row.HandedTo, row.Escalated, row.Document, row.Seal);

    /// <summary>Nobody finishes an answer to what no longer waits.</summary>
    public static RowWrite DropDrafts(string proposalId) => new("""DELETE FROM "drafts" WHERE "ProposalId" = @p0""", proposalId);

    public static RowWrite DropDraft(string proposalId, string subject) => new("""DELETE FROM "drafts" WHERE "ProposalId" = @p0 AND "Subject" = @p1""", proposalId, subject);

    /// <summary>Nothing, where the proposal no longer waits.</summary>
    public static RowWrite Keep(string proposalId, string subject, string document) => new(
        """
        INSERT INTO "drafts" ("ProposalId", "Subject", "Document") SELECT @p0, @p1, @p2 WHERE EXISTS (SELECT 1 FROM "proposals" WHERE "Id" = @p0 AND "Status" = 'Pending')
        ON CONFLICT ("ProposalId", "Subject") DO UPDATE SET "Document" = excluded."Document"
        """,
        proposalId, subject, document);

    private const string CallColumns = """INSERT INTO "calls" ("Id", "RunId", "Tool", "EffectHash", "Principal", "Status", "At", "BlockedBy", "Child", "Recipient") """;

    private const string CallAgain =
        """
         ON CONFLICT ("Id") DO UPDATE SET "Tool" = excluded."Tool", "EffectHash" = excluded."EffectHash", "Status" = excluded."Status", "BlockedBy" = excluded."BlockedBy", "Child" = excluded."Child", "Recipient" = excluded."Recipient"
        """;

    public static RowWrite Upsert(CallRow row) => new(
        $"{CallColumns}VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9){CallAgain}",
        row.Id, row.RunId, row.Tool, row.EffectHash, row.Principal, row.Status, row.At, row.BlockedBy, row.Child, row.Recipient)
        { Deed = new(row.Id, row.RunId, row.EffectHash, row.Status == nameof(CallStatus.Out), row.Status == nameof(CallStatus.Unknown)) };

    /// <summary>A call goes out, where no equal call of another run is open: looked and taken in one statement, so that no two pass each other.</summary>
    public static RowWrite GoesOut(CallRow row) => Upsert(row) with
    {
        Sql = $"""
            {CallColumns}SELECT @p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9
            WHERE NOT EXISTS (SELECT 1 FROM "calls" WHERE "EffectHash" = @p3 AND "RunId" <> @p1 AND {CallRow.IsOpen}){CallAgain}
            """,
        Otherwise = Appended.LikeIsOpen,
    };

    /// <summary>Changes no row where the run no longer wants the child of this call: it was cancelled, or has heard of its end.</summary>
    public static RowWrite IsStillDelegated(string callId) => new("""UPDATE "calls" SET "Child" = "Child" WHERE "Id" = @p0 AND "Status" = 'Delegated'""", callId);

    public static RowWrite Insert(IdempotencyRow row) => new(
        """INSERT INTO "idempotency" ("Caller", "Key", "Fingerprint", "RunId") VALUES (@p0, @p1, @p2, @p3) ON CONFLICT DO NOTHING""",
        row.Caller, row.Key, row.Fingerprint, row.RunId);

    /// <summary>Counts and takes in one statement, so that no two calls take the last place.</summary>
    public static RowWrite Take(QuotaHold hold, string callId, DateTimeOffset at) => new(
        """
        INSERT INTO "quota_uses" ("Scope", "CallId", "Amount", "At") SELECT @p0, @p1, @p2, @p3
        WHERE (SELECT COUNT(*) FROM "quota_uses" WHERE "Scope" = @p0 AND "At" > @p4 AND "CallId" <> @p1) < @p5
        AND (SELECT COALESCE(SUM("Amount"), 0) FROM "quota_uses" WHERE "Scope" = @p0 AND "At" > @p4 AND "CallId" <> @p1) + @p2 <= @p6
        ON CONFLICT ("Scope", "CallId") DO UPDATE SET "Amount" = excluded."Amount", "At" = excluded."At"
        """,
        hold.Scope, callId, hold.AmountMicros, Micros.Of(at), Micros.Of(at - hold.Window), hold.Count ?? long.MaxValue, hold.SumMaxMicros ?? long.MaxValue) { Otherwise = Appended.UsedUp, Use = new(hold.Scope, callId, hold.AmountMicros, Micros.Of(at)) };

    /// <summary>As the journal says, whether it was there or not.</summary>
    public static RowWrite Restore(QuotaUse use) => new(
        """
        INSERT INTO "quota_uses" ("Scope", "CallId", "Amount", "At") VALUES (@p0, @p1, @p2, @p3)
        ON CONFLICT ("Scope", "CallId") DO UPDATE SET "Amount" = excluded."Amount", "At" = excluded."At"
        """,
        use.Scope, use.CallId, use.Amount, use.At) { Use = use };

    public static RowWrite GiveBack(string scope, string callId) => new("""DELETE FROM "quota_uses" WHERE "Scope" = @p0 AND "CallId" = @p1""", scope, callId) { Use = new(scope, callId, null, 0) };

    /// <summary>Nobody has written to the stream after this version.</summary>
    public static Premise StillAt(string stream, int version) =>
        new("""SELECT COALESCE(MAX("Version"), 0) FROM "journal" WHERE "Stream" = @p0""", version, stream);
}
