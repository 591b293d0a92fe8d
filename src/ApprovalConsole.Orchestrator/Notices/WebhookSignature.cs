using System.Security.Cryptography;
using System.Text;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>The symmetric signature of Standard Webhooks: HMAC-SHA256 over id, time and body, so that none of them can be another's.</summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;

    /// <exception cref="SettingException">It is no secret.</exception>
    public static byte[] KeyOf(string secret, string settingKey)
    {
        var text = Settings.Secret.Resolve(secret, settingKey);
        var key = new byte[text.Length];
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || !Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) || length is < FewestBytes or > MostBytes)
            throw new SettingException(settingKey, $"must be {Prefix} and {FewestBytes} to {MostBytes} bytes in base64, or env: and the name of a variable that holds it");
        return key[..length];
    }

    public static string Of(byte[] key, string id, long unixSeconds, string body) => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{unixSeconds}.{body}")))}";
}
