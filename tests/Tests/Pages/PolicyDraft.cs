using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Shared.Editing;

namespace ApprovalConsole.Tests.Pages;

/// <summary>A policy that is being written.</summary>
internal static class PolicyDraft
{
    public static JsonDraft Of(ToolPolicy policy) => JsonDraft.Of(PolicyText.Compact(policy));

    public static (ToolPolicy? Policy, ImmutableArray<DraftFault> Faults) Judge(this JsonDraft draft, Func<ToolPolicy, IReadOnlyList<(string Key, string Problem)>> faultsOf) => draft.Judge(PolicyText.Read, faultsOf);

    public static bool Differs(this JsonDraft draft, ToolPolicy policy) => draft.Differs(PolicyText.Compact(policy));
}
