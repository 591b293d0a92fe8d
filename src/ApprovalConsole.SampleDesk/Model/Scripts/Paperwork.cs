using ApprovalConsole.SampleDesk.Model.Reading;
using ApprovalConsole.SampleDesk.Tools;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

/// <summary>What is left behind in the ticket: a note and a status. Both can be undone.</summary>
internal static class Paperwork
{
    /// <summary>The writes that were not asked for yet; each is asked for once.</summary>
    public static IReadOnlyList<Call> Due(Conversation talk, Offer offer, TicketFacts ticket, string note, string status)
    {
        List<Call> calls = [];
        if (offer.Has(DeskTool.AddNote) && !talk.Of(DeskTool.AddNote).Any())
            calls.Add(Call.To(DeskTool.AddNote, ("ticket_id", ticket.Id), ("text", note)));
        if (offer.Has(DeskTool.SetTicketStatus) && ticket.Status != status && !talk.Of(DeskTool.SetTicketStatus).Any())
            calls.Add(Call.To(DeskTool.SetTicketStatus, ("ticket_id", ticket.Id), ("status", status)));
        return calls;
    }

    /// <summary>A sentence for each write, from its receipt.</summary>
    public static IEnumerable<string> Report(Conversation talk)
    {
        if (talk.Of(DeskTool.AddNote).LastOrDefault() is { } note)
            yield return note.Answer is ToolAnswer.Done { ByPerson: false } done && done.Result.Text("note_id") is { } id ? $"I left note {id}." : Not("My note was not added", note.Answer);
        if (talk.Of(DeskTool.SetTicketStatus).LastOrDefault() is { } set)
            yield return set.Answer is ToolAnswer.Done { ByPerson: false } done && done.Result.Text("status") is { } now ? $"The ticket is now {now}." : Not("The ticket's status was not set by me", set.Answer);
    }

    private static string Not(string what, ToolAnswer answer) => answer switch
    {
        ToolAnswer.Done => $"{what}: a person answered in the tool's place, or the receipt could not be read.",
        ToolAnswer.Failed failed => $"{what}: {failed.Message}",
        ToolAnswer.Rejected rejected => $"{what}: a reviewer rejected it (\"{rejected.Reason}\").",
        ToolAnswer.Revise revise => $"{what}: a reviewer wants it differently (\"{revise.Reason}\").",
        ToolAnswer.Expired => $"{what}: nobody decided in time.",
        ToolAnswer.Withdrawn withdrawn => $"{what}: it was withdrawn (\"{withdrawn.Reason}\").",
        ToolAnswer.Invalid invalid => $"{what}: the call was not accepted ({string.Join("; ", invalid.Errors.Select(e => e.Message))}).",
        _ => $"{what}, as far as I know: I could not read the answer.",
    };
}
