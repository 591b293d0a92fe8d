// Refuses a call that did not pass the gate. receipt is _meta["approvalconsole.dev/receipt"], keys the console's JSON Web Key Set, server this server's name there.
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

internal static class ReceiptCheck
{
    private static readonly ConcurrentDictionary<string, byte> Seen = new(); // on the disk, where a restart must not let a call in twice

    public static JsonElement Check(string receipt, JsonElement keys, string server, string tool, JsonElement arguments)
    {
        var parts = receipt.Split('.');
        JsonElement Part(int i) => JsonElement.Parse(Base64Url.DecodeFromChars(parts[i]));
        var key = keys.GetProperty("keys").EnumerateArray().First(k => k.GetProperty("kid").GetString() == Part(0).GetProperty("kid").GetString());
        byte[] Of(string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Of("x"), Y = Of("y") } });
        Must(Part(0).GetProperty("alg").GetString() == "ES256", "not ES256");
        Must(ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256), "not signed by the console");
        var claims = Part(1);
        Must(claims.GetProperty("iss").GetString() == "approvalconsole" && claims.GetProperty("aud").GetString() == server, "for somebody else");
        Must(claims.GetProperty("exp").GetInt64() > DateTimeOffset.UtcNow.ToUnixTimeSeconds(), "expired");
        Must(claims.GetProperty("tool").GetString() == $"{server}.{tool}", "for another tool");
        Must(claims.GetProperty("argumentsHash").GetString() == Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(arguments)))), "for other arguments");
        Must(Seen.TryAdd(claims.GetProperty("executionId").GetString()!, 0), "seen before");
        return claims;
    }

    private static void Must(bool holds, string otherwise) => _ = holds ? true : throw new InvalidOperationException($"The receipt is {otherwise}.");

    private static string Canonical(JsonElement value) => value.ValueKind switch // RFC 8785; the console sends numbers as it hashed them
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{Text(p.Name)}:{Canonical(p.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Canonical))}]",
        JsonValueKind.String => Text(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Text(string text) => $"\"{string.Concat(text.Select(c => c switch
    {
        '"' => "\\\"", '\\' => "\\\\", '\b' => "\\b", '\t' => "\\t", '\n' => "\\n", '\f' => "\\f", '\r' => "\\r", < ' ' => $"\\u{(int)c:x4}", _ => $"{c}",
    }))}\"";
}
