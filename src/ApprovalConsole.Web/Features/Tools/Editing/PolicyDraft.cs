using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Web.Shared.Editing;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>A policy that is being written.</summary>
public static class PolicyDraft
{
    public static JsonDraft Of(ToolPolicy policy) => JsonDraft.Of(PolicyText.Compact(policy));

    /// <summary>The policy, where there is one, and all that keeps it from being saved.</summary>
    /// <param name="faultsOf">What keeps a policy that can be read from being enforced.</param>
    public static (ToolPolicy? Policy, ImmutableArray<DraftFault> Faults) Judge(this JsonDraft draft, Func<ToolPolicy, IReadOnlyList<(string Key, string Problem)>> faultsOf) => draft.Judge(PolicyText.Read, faultsOf);

    public static bool Differs(this JsonDraft draft, ToolPolicy policy) => draft.Differs(PolicyText.Compact(policy));
}
