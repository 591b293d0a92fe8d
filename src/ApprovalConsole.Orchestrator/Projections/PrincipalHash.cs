using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>Tells calls for the same principal without naming it.</summary>
internal static class PrincipalHash
{
    public static string Of(Principal principal) => TextHash.Of(principal.Subject.ToString());
}
