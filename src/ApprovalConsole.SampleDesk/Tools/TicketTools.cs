using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ApprovalConsole.SampleDesk.Shop;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.SampleDesk.Tools;

internal sealed class TicketTools(IDbContextFactory<ShopDb> shop, TimeProvider time)
{
    public async Task<TicketAnswer> GetAsync(
        [Description("The ticket's id, for example T-1001."), RegularExpression(Ids.Ticket)] string ticket_id,
        CancellationToken ct)
    {
        await using var db = await shop.CreateDbContextAsync(ct);
        var ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket_id, ct) ?? throw Missing.Ticket(ticket_id);
        var email = await db.Customers.Where(c => c.Id == ticket.CustomerId).Select(c => c.Email).SingleAsync(ct);
        var notes = await db.Notes.AsNoTracking().Where(n => n.TicketId == ticket_id).OrderBy(n => n.Id).ToListAsync(ct);
        return new TicketAnswer(
            ticket.Id, ticket.CustomerId, email, ticket.OrderId, ticket.Subject, ticket.Message, ticket.Status,
            [.. notes.Select(n => new NoteAnswer(Ids.NoteOf(n.Id), n.Text, n.At))]);
    }

    public async Task<NoteAdded> AddNoteAsync(
        [Description("The ticket that gets the note."), RegularExpression(Ids.Ticket)] string ticket_id,
        [Description("What colleagues should know. The customer does not see it."), MinLength(1), MaxLength(2000)] string text,
        CancellationToken ct)
    {
        await using var db = await shop.CreateDbContextAsync(ct);
        if (!await db.Tickets.AnyAsync(t => t.Id == ticket_id, ct))
            throw Missing.Ticket(ticket_id);
        var note = new Note { TicketId = ticket_id, Text = text, At = time.GetUtcNow() };
        db.Add(note);
        await db.SaveChangesAsync(ct);
        return new NoteAdded(Ids.NoteOf(note.Id), ticket_id);
    }

    public async Task<NoteRemoved> RemoveNoteAsync(
        [Description("The note's id, as add_note gave it, for example N-12."), RegularExpression(Ids.Note)] string note_id,
        CancellationToken ct)
    {
        await using var db = await shop.CreateDbContextAsync(ct);
        var number = Ids.NoteNumber(note_id) ?? throw Missing.Note(note_id);
        var note = await db.Notes.SingleOrDefaultAsync(n => n.Id == number, ct) ?? throw Missing.Note(note_id);
        db.Remove(note);
        await db.SaveChangesAsync(ct);
        return new NoteRemoved(note_id, note.TicketId, note.Text);
    }

    public async Task<StatusSet> SetStatusAsync(
        [Description("The ticket's id, for example T-1001."), RegularExpression(Ids.Ticket)] string ticket_id,
        [Description("open: to be worked; pending: waits for somebody; resolved: done.")] TicketStatus status,
        CancellationToken ct)
    {
        await using var db = await shop.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);    // previous_status is what an undo goes back to
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == ticket_id, ct) ?? throw Missing.Ticket(ticket_id);
        var previous = ticket.Status;
        ticket.Status = status;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new StatusSet(ticket_id, status, previous);
    }
}
