using System.Security.Cryptography;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Signs what leaves the console about its log. The key is in a file and never in the database.</summary>
internal sealed class AuditKey : IDisposable
{
    public const string FileName = "audit.key";

    private readonly Lock _signing = new();
    private readonly ECDsa _key = ECDsa.Create();

    private AuditKey(byte[] pkcs8)
    {
        _key.ImportPkcs8PrivateKey(pkcs8, out _);
        PublicKey = Convert.ToHexStringLower(_key.ExportSubjectPublicKeyInfo());
    }

    public string PublicKey { get; }

    public string Fingerprint => AuditSignature.FingerprintOf(PublicKey);

    /// <summary>Opens the folder's key, or makes one.</summary>
    public static AuditKey Open(string folder) => new(KeyFile.Open(folder, FileName, () =>
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportPkcs8PrivateKey();
    }));

    public string Sign(byte[] bytes)
    {
        lock (_signing) return Convert.ToHexStringLower(_key.SignData(bytes, HashAlgorithmName.SHA256));
    }

    public TreeHead Sign(string instance, LogState log, DateTimeOffset at)
    {
        var head = new TreeHead(instance, log.Size, Convert.ToHexStringLower(log.Root), at, PublicKey, "");
        return head with { Signature = Sign(head.Signed()) };
    }

    public void Dispose() => _key.Dispose();
}
