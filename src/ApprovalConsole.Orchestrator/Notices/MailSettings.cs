using ApprovalConsole.Orchestrator.Settings;
using MimeKit;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>People who are told of what happens by e-mail.</summary>
public sealed record MailSettings
{
    public const string Section = "Mail";

    private static readonly TimeSpan MostTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan MostPatience = TimeSpan.FromDays(30);
    private static readonly TimeSpan MostNotice = TimeSpan.FromDays(90);

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

    /// <summary>Types as in <see cref="NoticeType"/>, or all of a kind. Default: what somebody has to see to, and how the day went.</summary>
    public IReadOnlyList<string> Events { get; init; } = [NoticeType.DeadlineNear, NoticeType.Escalated, NoticeType.OutcomeUnknown, NoticeType.Halted, NoticeType.Stopped, NoticeType.BudgetAlerted, NoticeType.BudgetOvershot, NoticeType.Digest];

    /// <summary>How long before it expires a proposal is near its deadline; at most half of the time that it waits. Default 1 hour.</summary>
    public TimeSpan NearDeadline { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For all that is said to the server. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long what could not be delivered is tried again. Default 3 days.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <exception cref="SettingException">It cannot be used.</exception>
    internal void Check(string name)
    {
        var key = $"{Section}:{name}";
        if (!Destination.IsName(name)) throw new SettingException(key, "must be named with letters, digits, - and _, at most 50 of them");
        if (Uri.CheckHostName(Host) is UriHostNameType.Unknown) throw new SettingException($"{key}:Host", "must be the name or address of a server, as in smtp.example.com");
        if (Port is < 1 or > 65_535) throw new SettingException($"{key}:Port", "must be from 1 to 65535");
        if (!IsAddress(From)) throw new SettingException($"{key}:From", "must be an e-mail address");
        if (To.Count == 0) throw new SettingException($"{key}:To", "names nobody");
        for (var i = 0; i < To.Count; i++)
            if (!IsAddress(To[i])) throw new SettingException($"{key}:To:{i}", "must be an e-mail address");
        if (User is null != Password is null) throw new SettingException($"{key}:{(User is null ? nameof(User) : nameof(Password))}", "is missing: the two go together");
        if (Password is not null && Security is MailSecurity.None) throw new SettingException($"{key}:Security", "is None, and a password is not sent without encryption: it must be StartTls or Tls");
        if (Password is not null) Secret.Resolve(Password, $"{key}:Password");
        WantedTypes.Check(Events, $"{key}:Events");
        if (NearDeadline <= TimeSpan.Zero || NearDeadline > MostNotice) throw new SettingException($"{key}:NearDeadline", "must be from above zero to 90 days, as in 01:00:00");
        if (Timeout <= TimeSpan.Zero || Timeout > MostTimeout) throw new SettingException($"{key}:Timeout", "must be from above zero to two minutes, as in 00:00:30");
        if (GiveUpAfter < TimeSpan.Zero || GiveUpAfter > MostPatience) throw new SettingException($"{key}:GiveUpAfter", "must be from zero to 30 days, as in 3.00:00:00");
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
