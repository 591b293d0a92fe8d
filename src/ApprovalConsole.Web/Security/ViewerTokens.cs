using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ApprovalConsole.Web.Security;

/// <summary>Tokens that let whoever holds one follow one run, in safe lines, for a while; and nothing else.</summary>
/// <remarks>They are sealed under the console's keys, which all nodes share, and stand in no table: what was given out is good until its time is over.</remarks>
internal sealed class ViewerTokens(IDataProtectionProvider keys)
{
    public static readonly TimeSpan Usual = TimeSpan.FromHours(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly ITimeLimitedDataProtector _seal = keys.CreateProtector("ApprovalConsole.Viewer.v1").ToTimeLimitedDataProtector();

    public string Make(string runId, DateTimeOffset until) => _seal.Protect(runId, until);

    /// <returns>Null: it is none of ours, or its time is over.</returns>
    public (string RunId, DateTimeOffset Until)? Read(string? token)
    {
        if (string.IsNullOrEmpty(token)) return null;
        try
        {
            return (_seal.Unprotect(token, out var until), until);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
