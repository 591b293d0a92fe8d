using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Suggestions;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Features.Tools.Versions;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using ApprovalConsole.Web.Shared.Editing;
using ApprovalConsole.Web.Shared.Versions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>An admin's edit of a policy, over all the tabs that show parts of it.</summary>
public sealed partial class PolicyDesk : ComponentBase
{
    private readonly Policies _policies;
    private readonly TimeProvider _time;
    private readonly PageOrder _order;
    private readonly EditUnderWay<ToolPolicy> _edit;
    private ToolTab _tab;

    public PolicyDesk(Policies policies, Doorkeeper door, TimeProvider time)
    {
        (_policies, _time, _order) = (policies, time, new(door));
        _edit = new(PolicyText.Compact, Judge, _order);
    }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required ToolPageView View { get; set; }

    [Parameter]
    public ToolTab Tab { get; set; }

    /// <summary>The version that the history shows, as it stands in the address.</summary>
    [Parameter]
    public string? Version { get; set; }

    [Parameter]
    public bool IsAgainstNow { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private bool NeedsSecond => _edit.Terms is { } policy && _policies.NeedsSecondAdmin(View.Tool.Id, policy);

    private HistoryView History => PolicyVersions.History(View.Tool.Id, View.Versions, Version, IsAgainstNow);

    protected override void OnParametersSet()
    {
        _edit.See(View.Tool.Policy, View.Tool.Policy.Version);
        if (_tab == Tab) return;
        _tab = Tab;
        _edit.Back();
    }

    private (ToolPolicy?, ImmutableArray<DraftFault>) Judge(JsonDraft draft) => draft.Judge(PolicyText.Read, policy => _policies.FaultsOf(View.Tool.Id, policy));

    private void TryRule(RuleSuggestion suggestion) => _edit.Try(suggestion.Over(View.Tool.Policy, _time.GetUtcNow()));

    private void Take(ImmutableArray<PolicyLine> admitted) => _edit.Try(PolicySketcher.Over(View.Tool.Policy, admitted));

    private void Restore(VersionLine version) => _edit.Try(View.Versions.First(v => v.Version == version.Version).Policy);

    private async Task SaveAsync()
    {
        if (_edit is not { Read: { } read, Terms: { } policy }) return;
        var proposes = NeedsSecond;
        if (!await _order.SendAsync(Authentication, May.Configure, by => SendAsync(policy, read.Version, proposes, by))) return;
        _edit.End();
        await OnSaved.InvokeAsync();
        _edit.Said = proposes ? "Proposed. It holds once another admin agrees." : $"Saved: version {View.Tool.Policy.Version} holds.";
    }

    private async Task<Refusal?> SendAsync(ToolPolicy policy, int version, bool proposes, Actor by) => proposes
        ? (await _policies.ProposeAsync(View.Tool.Id, policy, version, by, CancellationToken.None)).Refusal
        : await _policies.SetAsync(View.Tool.Id, policy, version, by, CancellationToken.None);
}
