using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace ApprovalConsole.SampleDesk.Tools;

internal sealed class MailTool(Outbox outbox, TimeProvider time)
{
    public async Task<MailReceipt> SendAsync(
        [Description("One e-mail address, without a name, for example ana.ruiz@example.com."), EmailAddress, MaxLength(254)] string to,
        [Description("The subject, one line."), MinLength(1), MaxLength(200)] string subject,
        [Description("The mail as plain text."), MinLength(1), MaxLength(10000)] string body,
        CancellationToken ct)
    {
        if (!MailAddress.TryCreate(to, out var address) || address.Address != to || to.Any(c => c is <= ' ' or > '~'))
            throw new DeskRefusal($"'{to}' is not an e-mail address that the desk can write to. It takes one plain address, for example ana.ruiz@example.com.");
        if (subject.Any(char.IsControl))
            throw new DeskRefusal("The subject must be one line without control characters.");    // a line break would begin a header of its own

        var mail = new Mail($"{Guid.CreateVersion7(time.GetUtcNow()):N}@desk.example", to, subject, body, time.GetUtcNow());
        await outbox.PutAsync(mail, ct);
        return new MailReceipt(mail.MessageId, mail.To, mail.Subject, mail.At);
    }
}
