using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>An address that is told of what happens, as Standard Webhooks have it.</summary>
public sealed record WebhookSettings : DestinationSettings
{
    public const string Section = "Webhooks";

    /// <summary>http or https. A redirect is not followed.</summary>
    public required Uri Url { get; init; }

    /// <summary><c>whsec_</c> and 24 to 64 bytes in base64. May be <c>env:NAME</c>.</summary>
    public required string Secret { get; init; }

    /// <summary>The secret before this one, while the receiver still knows that: what is sent carries a signature by each. Default: none.</summary>
    public string? OldSecret { get; init; }

    private protected override void CheckWay(string key)
    {
        if (!Url.IsAbsoluteUri || Url.Scheme is not ("http" or "https")) throw new SettingException($"{key}:Url", "must be an http or https address");
        if (Url.UserInfo.Length > 0) throw new SettingException($"{key}:Url", "must not hold a password");
        WebhookSignature.KeyOf(Secret, $"{key}:Secret");
        if (OldSecret is not null) WebhookSignature.KeyOf(OldSecret, $"{key}:OldSecret");
    }
}
