using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Runs;

/// <summary>The user on whose behalf a run acts.</summary>
/// <param name="Permissions">What the principal may do; <c>*</c> stands for all. Empty: nothing.</param>
/// <param name="Attributes">A JSON object of facts about the principal, for the authorization layer.</param>
public sealed record Principal(Payload Subject, ImmutableArray<string> Permissions, Payload Attributes)
{
    public bool Has(string permission) => Permissions.Contains("*") || Permissions.Contains(permission);
}
