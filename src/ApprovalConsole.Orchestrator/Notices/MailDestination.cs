using System.Net.Sockets;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Hands an e-mail to a server. What is sent again carries the same Message-ID, by which mailboxes know it again.</summary>
internal sealed class MailDestination(string name, MailSettings settings, Uri console, OutboundClients clients) : Destination(name, settings)
{
    public override string Where => $"{string.Join(", ", settings.To)} by {settings.Host}";

    protected override string TooLate => "not taken";

    protected override async Task<Receiving> TryAsync(DeliveryRow delivery, DateTimeOffset now, CancellationToken ct)
    {
        using var smtp = new SmtpClient();
        await smtp.ConnectAsync(await clients.ConnectAsync(settings.Host, settings.Port, ct), settings.Host, settings.Port, Option, ct);
        if (settings is { User: { } user, Password: { } password }) await smtp.AuthenticateAsync(user, Secret.Resolve(password, $"{MailSettings.Section}:{Name}:Password"), ct);
        using var message = MessageOf(delivery);
        var answer = await smtp.SendAsync(message, ct);
        await smtp.DisconnectAsync(quit: true, CancellationToken.None);
        return new Receiving.Taken(Short(answer));
    }

    protected override string? WhyNot(Exception e) =>
        e is IOException or SocketException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or NotSupportedException or ServiceNotConnectedException ? e.Message : null;

    private SecureSocketOptions Option => settings.Security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private MimeMessage MessageOf(DeliveryRow delivery)
    {
        var words = MailWords.Of(delivery.Body);
        var message = new MimeMessage
        {
            MessageId = $"{delivery.Id}.{Name}@{console.Host}", Subject = words.Subject, Date = Micros.ToInstant(delivery.At), Body = new TextPart("plain") { Text = words.Text },
        };
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.AddRange(settings.To.Select(MailboxAddress.Parse));
        message.Headers.Add("Auto-Submitted", "auto-generated"); // nobody's holiday notice answers it
        return message;
    }
}
