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

/// <summary>An admin's edit of a policy, over all the tabs that show parts of it. It is saved over the version that was read, and over no other.</summary>
public sealed partial class PolicyDesk(Policies policies, Doorkeeper door, TimeProvider time) : ComponentBase
{
    private readonly PageOrder _order = new(door);
    private JsonDraft _draft = PolicyDraft.Of(new());
    private ToolPolicy? _policy;
    private ImmutableArray<DraftFault> _faults = [];
    private PolicyView? _read;
    private ToolTab _tab;
    private bool _isReviewing;
    private string? _saved;

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

    private bool IsChanged => _read is { } read && _draft.Differs(read);

    private bool IsOvertaken => _read is { } read && read.Version != View.Tool.Policy.Version;

    private bool NeedsSecond => _policy is { } policy && policies.NeedsSecondAdmin(View.Tool.Id, policy);

    private HistoryView History => PolicyVersions.History(View.Tool.Id, View.Versions, Version, IsAgainstNow);

    // What somebody else lays down comes in by itself, unless an edit is under way: that stays, over the version it was made from.
    protected override void OnParametersSet()
    {
        if (_read is null || (IsOvertaken && !IsChanged)) Reload();
        if (_tab != Tab) (_tab, _isReviewing) = (Tab, false);
    }

    private void Reload()
    {
        (_read, _order.Fault, _isReviewing) = (View.Tool.Policy, null, false);
        Change(PolicyDraft.Of(_read));
    }

    private void KeepMine() => (_read, _order.Fault) = (View.Tool.Policy, null);

    private void Change(JsonDraft draft)
    {
        (_draft, _saved) = (draft, null);
        (_policy, _faults) = draft.Judge(policy => policies.FaultsOf(View.Tool.Id, policy));
    }

    private void Review() => (_isReviewing, _order.Fault) = (_policy is not null && _faults.IsEmpty && IsChanged, null);

    private void Back() => _isReviewing = false;

    // As an edit of the admin's own: it is looked at, changed and saved like any other, or dropped.
    private void TryRule(RuleSuggestion suggestion)
    {
        _read = View.Tool.Policy;
        Change(PolicyDraft.Of(suggestion.Over(_read, time.GetUtcNow())));
        Review();
    }

    // Over what holds, as an edit of the admin's own: the way to save it is the one there is.
    private void Take(ImmutableArray<PolicyLine> admitted)
    {
        _read = View.Tool.Policy;
        Change(PolicyDraft.Of(PolicySketcher.Over(_read, admitted)));
        Review();
        if (!_isReviewing) _saved = _faults is [var fault, ..] ? $"It does not hold up together: {fault.Key} {fault.Problem}." : "That is what holds already.";
    }

    private void Restore(VersionLine version)
    {
        _read = View.Tool.Policy;
        Change(PolicyDraft.Of(View.Versions.First(v => v.Version == version.Version).Policy));
        Review();
        if (!_isReviewing) _saved = _faults.IsEmpty ? "That is what holds already." : "That version does not hold up any more: put it right in the form.";
    }

    private async Task SaveAsync()
    {
        if (_read is not { } read || _policy is not { } policy) return;
        var proposes = policies.NeedsSecondAdmin(View.Tool.Id, policy);
        if (!await _order.SendAsync(Authentication, May.Configure, by => SendAsync(policy, read.Version, proposes, by))) return;
        _read = null;
        await OnSaved.InvokeAsync();
        _saved = proposes ? "Proposed. It holds once another admin agrees." : $"Saved: version {View.Tool.Policy.Version} holds.";
    }

    private async Task<Refusal?> SendAsync(ToolPolicy policy, int version, bool proposes, Actor by) => proposes
        ? (await policies.ProposeAsync(View.Tool.Id, policy, version, by, CancellationToken.None)).Refusal
        : await policies.SetAsync(View.Tool.Id, policy, version, by, CancellationToken.None);
}
