using System.Security.Cryptography;
using System.Text;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>Tells calls for the same principal without naming it.</summary>
internal static class PrincipalHash
{
    public static string Of(Principal principal) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(principal.Subject.ToString())));
}
