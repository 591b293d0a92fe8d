using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Receipts;

/// <summary>Signs receipts, so that a tool server can refuse what did not pass the gate. The key lies with the console's other keys.</summary>
public sealed class ReceiptKey : IDisposable
{
    /// <summary>What stands as <c>iss</c>.</summary>
    public const string Issuer = "approvalconsole";

    /// <summary>How long a receipt is good: a call is on its way for less, and clocks differ.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    private const string FileName = "receipt.key";
    private static readonly JsonSerializerOptions Claims = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private readonly ECDsa _key;
    private readonly string _header;

    private ReceiptKey(ECDsa key)
    {
        _key = key;
        var (x, y) = Point();

        // RFC 7638: the thumbprint is over exactly these members in exactly this order.
        Id = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        _header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"ES256","kid":"{{Id}}","typ":"receipt+jwt"}"""));
        KeySet = new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = x, ["y"] = y, ["kid"] = Id, ["alg"] = "ES256", ["use"] = "sig" }),
        }.ToJsonString();
    }

    /// <summary>The key's thumbprint (RFC 7638).</summary>
    public string Id { get; }

    /// <summary>The public key as a JSON Web Key Set.</summary>
    public string KeySet { get; }

    /// <summary>Opens the folder's key, or makes one that only this user can read.</summary>
    internal static ReceiptKey Open(string folder)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key.ImportPkcs8PrivateKey(KeyFile.Open(folder, FileName, key.ExportPkcs8PrivateKey), out _);
        return new(key);
    }

    /// <summary>A compact JWS (ES256) of the receipt.</summary>
    /// <param name="audience">The source that it is meant for: no other server may show it.</param>
    internal string Sign(Receipt receipt, string audience, DateTimeOffset now)
    {
        var claims = JsonSerializer.SerializeToNode(receipt, Claims)!.AsObject();
        claims["iss"] = Issuer;
        claims["aud"] = audience;
        claims["jti"] = receipt.ExecutionId;
        claims["iat"] = now.ToUnixTimeSeconds();
        claims["exp"] = (now + Validity).ToUnixTimeSeconds();
        var signed = $"{_header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public void Dispose() => _key.Dispose();

    private (string X, string Y) Point()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return (Base64Url.EncodeToString(point.X!), Base64Url.EncodeToString(point.Y!));
    }
}
