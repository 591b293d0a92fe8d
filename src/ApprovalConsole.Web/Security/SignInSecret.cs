using System.Security.Cryptography;
using System.Text;

namespace ApprovalConsole.Web.Security;

/// <summary>What is printed at the start and lets one browser sign in, once: another user of this machine can reach the address, but not read it there.
/// The demo's people and things are invented, so a click is enough for them.</summary>
public sealed class SignInSecret(bool isNeeded)
{
    private const int Bytes = 16;

    private readonly Lock _lock = new();
    private string _text = New();

    public bool IsNeeded => isNeeded;

    /// <summary>The path to open, with the secret where one is needed.</summary>
    public string Path
    {
        get { lock (_lock) return isNeeded ? $"/sign-in?secret={_text}" : "/"; }
    }

    /// <summary>Whether it is the secret; if so it is used up, and there is another.</summary>
    public bool Take(string? given)
    {
        if (!isNeeded) return true;
        lock (_lock)
        {
            if (given is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(_text))) return false;
            _text = New();
            return true;
        }
    }

    private static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}
