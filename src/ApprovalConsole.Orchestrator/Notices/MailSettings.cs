using ApprovalConsole.Orchestrator.Settings;
using MimeKit;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>People who are told of what happens by e-mail.</summary>
public sealed record MailSettings : DestinationSettings
{
    public const string Section = "Mail";

    public MailSettings()
    {
        Events = [NoticeType.DeadlineNear, NoticeType.Escalated, NoticeType.OutcomeUnknown, NoticeType.Halted, NoticeType.Stopped, NoticeType.BudgetAlerted, NoticeType.BudgetOvershot, NoticeType.Digest];
        Timeout = TimeSpan.FromSeconds(30); // for all that is said to the server
    }

    /// <summary>The server that takes mail, by name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Default 587.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Default: the connection is encrypted before anything is said (STARTTLS), or there is none.</summary>
    public MailSecurity Security { get; init; }

    /// <summary>Null: the server asks nobody who they are.</summary>
    public string? User { get; init; }

    /// <summary>May be <c>env:NAME</c>. Never sent without encryption.</summary>
    public string? Password { get; init; }

    public required string From { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    private protected override void CheckWay(string key)
    {
        if (Uri.CheckHostName(Host) is UriHostNameType.Unknown) throw new SettingException($"{key}:Host", "must be the name or address of a server, as in smtp.example.com");
        if (Port is < 1 or > 65_535) throw new SettingException($"{key}:Port", "must be from 1 to 65535");
        if (!IsAddress(From)) throw new SettingException($"{key}:From", "must be an e-mail address");
        if (To.Count == 0) throw new SettingException($"{key}:To", "names nobody");
        for (var i = 0; i < To.Count; i++)
            if (!IsAddress(To[i])) throw new SettingException($"{key}:To:{i}", "must be an e-mail address");
        if (User is null != Password is null) throw new SettingException($"{key}:{(User is null ? nameof(User) : nameof(Password))}", "is missing: the two go together");
        if (Password is not null && Security is MailSecurity.None) throw new SettingException($"{key}:Security", "is None, and a password is not sent without encryption: it must be StartTls or Tls");
        if (Password is not null) Secret.Resolve(Password, $"{key}:Password");
    }

    // A word alone would be a mailbox of the server itself, which nobody means.
    private static bool IsAddress(string text) => MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address.Contains('@', StringComparison.Ordinal);
}

/// <summary>How the connection to a mail server is kept from others.</summary>
public enum MailSecurity
{
    /// <summary>Encrypted by the first command; a server that cannot is told nothing.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,

    /// <summary>Not at all.</summary>
    None,
}
