using System.Security.Cryptography;
using System.Text;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The console's mark on a recorded decision, under a key that is not in the database: who can write rows cannot forge approvals.</summary>
internal sealed class DecisionSeal
{
    private const int KeyBytes = 32;

    private readonly byte[] _key;

    private DecisionSeal(byte[] key) => _key = key;

    /// <summary>Opens the folder's key, or makes one that only this user can read.</summary>
    public static DecisionSeal Open(string folder)
    {
        var path = Path.Combine(folder, "decision.key");
        Directory.CreateDirectory(folder);
        if (File.Exists(path)) return new(File.ReadAllBytes(path));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        using var file = new FileStream(path, options);
        file.Write(key);
        file.Flush(flushToDisk: true);
        return new(key);
    }

    /// <param name="argumentsHash">Of what may run: the edited arguments where the decision was an edit.</param>
    public string Of(string callId, string decisionId, string subject, string argumentsHash, DateTimeOffset at) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Join('\n', callId, decisionId, subject, argumentsHash, Micros.Of(at)))));

    public bool Holds(string mac, string callId, string decisionId, string subject, string argumentsHash, DateTimeOffset at) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(mac), Encoding.ASCII.GetBytes(Of(callId, decisionId, subject, argumentsHash, at)));
}
