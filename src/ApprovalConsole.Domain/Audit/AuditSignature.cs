using System.Security.Cryptography;

namespace ApprovalConsole.Domain.Audit;

/// <summary>ECDSA over P-256 with SHA-256, as 128 lower-case hexadecimal digits; keys as hexadecimal SubjectPublicKeyInfo.</summary>
public static class AuditSignature
{
    /// <summary>What people compare: SHA-256 of the public key, in lower-case hexadecimal digits.</summary>
    public static string FingerprintOf(string publicKey) => Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(publicKey)));

    /// <summary>False also for what is no key and no signature at all.</summary>
    public static bool Holds(string publicKey, byte[] signed, string signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromHexString(publicKey), out _);
            var bytes = Convert.FromHexString(signature);
            return Convert.ToHexStringLower(bytes) == signature && key.VerifyData(signed, bytes, HashAlgorithmName.SHA256); // one spelling only
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
