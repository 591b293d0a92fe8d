using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>The statements of the outbox.</summary>
internal static class DeliveryStatements
{
    /// <summary>What is there stays.</summary>
    public static RowWrite Insert(DeliveryRow row) => new(
        """INSERT INTO "deliveries" ("Id", "Destination", "Type", "Subject", "At", "NextAt", "Attempts", "Status", "Body", "Seal") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, 0, @p6, @p7, @p8) ON CONFLICT DO NOTHING""",
        row.Id, row.Destination, row.Type, row.Subject, row.At, row.NextAt, row.Status, row.Body, row.Seal);

    /// <summary>The proposal waits no more: that its deadline is near is not told, unless it was or may have been.</summary>
    public static RowWrite CallOff(string proposalId) => new(
        $"""DELETE FROM "deliveries" WHERE "Subject" = @p0 AND "Type" = '{NoticeType.DeadlineNear}' AND "NextAt" IS NOT NULL AND "Attempts" = 0""", proposalId);

    /// <summary>An attempt was made; null for what does not follow from it.</summary>
    public static RowWrite Tried(DeliveryRow row, string status, string answer, long? nextAt, long? settledAt) => new(
        """UPDATE "deliveries" SET "Attempts" = "Attempts" + 1, "Status" = @p2, "Answer" = @p3, "NextAt" = @p4, "SettledAt" = @p5 WHERE "Destination" = @p0 AND "Id" = @p1 AND "NextAt" IS NOT NULL""",
        row.Destination, row.Id, status, answer, nextAt, settledAt);

    public static RowWrite Again(string destination, string id, long at) => new(
        $"""UPDATE "deliveries" SET "Status" = '{nameof(DeliveryStatus.Waiting)}', "NextAt" = @p2, "SettledAt" = NULL WHERE "Destination" = @p0 AND "Id" = @p1""", destination, id, at) { Otherwise = Appended.Overtaken };

    /// <summary>Who disabled it first is kept.</summary>
    public static RowWrite Disable(string name, long at, string why) => new(
        """INSERT INTO "destinations" ("Name", "DisabledAt", "Why") VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING""", name, at, why);

    public static RowWrite Enable(string name) => new("""DELETE FROM "destinations" WHERE "Name" = @p0""", name);

    /// <summary>What waits for somebody whom the settings do not name.</summary>
    /// <param name="named">Those whom they do.</param>
    /// <param name="before">Only what tells of before.</param>
    public static RowWrite GiveUp(IReadOnlyList<string> named, long before, long now, string why) => new(
        $"""UPDATE "deliveries" SET "Status" = '{nameof(DeliveryStatus.Dead)}', "Answer" = @p2, "NextAt" = NULL, "SettledAt" = @p1 WHERE "NextAt" IS NOT NULL AND "At" < @p0{(named.Count == 0 ? "" : $""" AND "Destination" NOT IN ({string.Join(", ", named.Select((_, i) => $"@p{i + 3}"))})""")}""",
        [before, now, why, .. named]);

    public static RowWrite Forget(string status, long before) => new("""DELETE FROM "deliveries" WHERE "Status" = @p0 AND "SettledAt" < @p1""", status, before);
}
