using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>What is to be told, as rows of the very commit that makes it so: nothing is told that did not happen, and nothing that happened is forgotten.</summary>
/// <param name="console">Where people find the console; null where nobody is told anything.</param>
internal sealed class Outbox(Destinations destinations, Uri? console, DecisionSeal seal)
{
    /// <summary>Without destinations there is nothing to reckon and nothing to write.</summary>
    public IEnumerable<RowWrite> RowsOf(Run before, Run after) => !destinations.IsAny ? [] :
    [
        .. RunNotices.Settled(before, after).Select(DeliveryStatements.CallOff), // first: it may wait again
        .. RowsOf(RunNotices.Of(before, after)),
    ];

    public IEnumerable<RowWrite> RowsOf(IEnumerable<Notice> notices) => !destinations.IsAny ? [] :
        from notice in notices
        let id = notice.Id ?? $"msg_{Guid.CreateVersion7(notice.At):N}"
        from destination in destinations.All
        where destination.Wants(notice.Type)
        select DeliveryStatements.Insert(RowOf(id, notice, destination));

    private DeliveryRow RowOf(string id, Notice notice, Destination destination)
    {
        var at = DueAt(notice, destination);
        var body = notice.BodyAt(at, console!);
        return new()
        {
            Id = id, Destination = destination.Name, Type = notice.Type, Subject = notice.Subject, At = Micros.Of(at), NextAt = Micros.Of(at), Status = nameof(DeliveryStatus.Waiting), Body = body,
            Seal = seal.OfRow(DeliveryRow.SealedAs(id, destination.Name), body),
        };
    }

    private static DateTimeOffset DueAt(Notice notice, Destination destination)
    {
        if (notice.ExpiresAt is not { } end) return notice.At;
        var half = (end - notice.At) / 2;
        return end - (destination.NearDeadline < half ? destination.NearDeadline : half);
    }
}
