using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>An address that is told of what happens, as Standard Webhooks have it.</summary>
public sealed record WebhookSettings
{
    public const string Section = "Webhooks";

    private static readonly TimeSpan MostTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan MostPatience = TimeSpan.FromDays(30);
    private static readonly TimeSpan MostNotice = TimeSpan.FromDays(90);

    /// <summary>http or https. A redirect is not followed.</summary>
    public required Uri Url { get; init; }

    /// <summary><c>whsec_</c> and 24 to 64 bytes in base64. May be <c>env:NAME</c>.</summary>
    public required string Secret { get; init; }

    /// <summary>The secret before this one, while the receiver still knows that: what is sent carries a signature by each. Default: none.</summary>
    public string? OldSecret { get; init; }

    /// <summary>Types as in <see cref="NoticeType"/>, or all of a kind as in <c>proposal.*</c>. Default: all.</summary>
    public IReadOnlyList<string> Events { get; init; } = ["*"];

    /// <summary>How long before it expires a proposal is near its deadline; at most half of the time that it waits. Default 1 hour.</summary>
    public TimeSpan NearDeadline { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For an answer. Default 15 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long what could not be delivered is tried again. Default 3 days.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <exception cref="SettingException">It cannot be used.</exception>
    internal void Check(string name)
    {
        var key = $"{Section}:{name}";
        if (!Destination.IsName(name)) throw new SettingException(key, "must be named with letters, digits, - and _, at most 50 of them");
        if (!Url.IsAbsoluteUri || Url.Scheme is not ("http" or "https")) throw new SettingException($"{key}:Url", "must be an http or https address");
        if (Url.UserInfo.Length > 0) throw new SettingException($"{key}:Url", "must not hold a password");
        WebhookSignature.KeyOf(Secret, $"{key}:Secret");
        if (OldSecret is not null) WebhookSignature.KeyOf(OldSecret, $"{key}:OldSecret");
        WantedTypes.Check(Events, $"{key}:Events");
        if (NearDeadline <= TimeSpan.Zero || NearDeadline > MostNotice) throw new SettingException($"{key}:NearDeadline", "must be from above zero to 90 days, as in 01:00:00");
        if (Timeout <= TimeSpan.Zero || Timeout > MostTimeout) throw new SettingException($"{key}:Timeout", "must be from above zero to two minutes, as in 00:00:15");
        if (GiveUpAfter < TimeSpan.Zero || GiveUpAfter > MostPatience) throw new SettingException($"{key}:GiveUpAfter", "must be from zero to 30 days, as in 3.00:00:00");
    }
}
