using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using ApprovalConsole.Web.Shared.Editing;
using ApprovalConsole.Web.Shared.Versions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>An admin's edit of an agent, a price or a budget. It is saved over the version that was read, and over no other.</summary>
public sealed partial class SetupDesk(Doorkeeper door) : ComponentBase
{
    private readonly PageOrder _order = new(door);
    private readonly PageOrder _answer = new(door);
    private JsonDraft _draft = JsonDraft.Of([]);
    private Setup? _setup;
    private ImmutableArray<DraftFault> _faults = [];
    private SetupView? _read;
    private SetupTab _tab;
    private bool _isReviewing;
    private string? _saved;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>Where it is laid down.</summary>
    [Parameter, EditorRequired]
    public required ISetups Setups { get; set; }

    [Parameter, EditorRequired]
    public required SetupView View { get; set; }

    [Parameter]
    public SetupTab Tab { get; set; }

    /// <summary>The version that the history shows, as it stands in the address.</summary>
    [Parameter]
    public string? Version { get; set; }

    [Parameter]
    public bool IsAgainstNow { get; set; }

    [Parameter]
    public bool MayConfigure { get; set; }

    /// <summary>Whoever looks has proposed the change that waits.</summary>
    [Parameter]
    public bool IsProposer { get; set; }

    /// <summary>What who may not edit reads instead.</summary>
    [Parameter]
    public RenderFragment? Reading { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private bool IsChanged => _read is { } read && _draft.Differs(SetupText.Compact(read.Now));

    private bool IsOvertaken => _read is { } read && read.Version != View.Version;

    private bool NeedsSecond => _setup is { } setup && Setups.WhySecondAdmin(View.Scope, setup).Count > 0;

    private WaitingChange? Waiting => SetupVersions.Waiting(View, IsProposer, View.Change is { } change ? Setups.WhySecondAdmin(View.Scope, change.Terms) : []);

    // What somebody else lays down comes in by itself, unless an edit is under way: that stays, over the version it was made from.
    protected override void OnParametersSet()
    {
        if (_read is null || (IsOvertaken && !IsChanged)) Reload();
        if (_tab != Tab) (_tab, _isReviewing) = (Tab, false);
    }

    private void Reload() => Take(View.Now);

    private void TakeHolding() => TakeAnew(View.Now);

    private void TakeFile() => TakeAnew(View.Settings);

    private void Restore(VersionLine version)
    {
        if (View.Versions.First(v => v.Version == version.Version).Terms is { } terms) TakeAnew(terms);
        else _saved = "That version cannot be read here.";
    }

    /// <summary>As an edit of the admin's own: the way to save it is the one there is.</summary>
    private void TakeAnew(Setup setup)
    {
        Take(setup);
        _isReviewing = _setup is not null && _faults.IsEmpty && (IsChanged || View.HasDrifted || View.IsShut);
        if (!_isReviewing) _saved = _faults.IsEmpty ? "That is what holds already." : "It does not hold up any more: put it right in the form.";
    }

    private void Take(Setup setup)
    {
        (_read, _order.Fault, _isReviewing) = (View, null, false);
        Change(JsonDraft.Of(SetupText.Compact(setup)));
    }

    private void KeepMine() => (_read, _order.Fault) = (View, null);

    private void Change(JsonDraft draft)
    {
        (_draft, _saved) = (draft, null);
        (_setup, _faults) = draft.Judge(text => SetupText.Read(View.Settings, text), setup => Setups.FaultsOf(View.Scope, setup));
    }

    private void Review() => (_isReviewing, _order.Fault) = (_setup is not null && _faults.IsEmpty && IsChanged, null);

    private void Back() => _isReviewing = false;

    private async Task SaveAsync()
    {
        if (_read is not { } read || _setup is not { } setup) return;
        var proposes = NeedsSecond;
        if (!await _order.SendAsync(Authentication, May.Configure, async by => (await Setups.SetAsync(View.Scope, setup, read.Version, by, CancellationToken.None)).Refusal)) return;
        _read = null;
        await OnSaved.InvokeAsync();
        _saved = proposes ? "Proposed. It holds once another admin agrees." : $"Saved: version {View.Version} holds.";
    }

    private Task AgreeAsync(WaitingChange change) => AnswerAsync(by => Setups.ConfirmAsync(View.Scope, change.Id, by, CancellationToken.None));

    private Task RejectAsync(WaitingChange change) => AnswerAsync(by => Setups.RejectAsync(View.Scope, change.Id, by, CancellationToken.None));

    private async Task AnswerAsync(Func<Actor, Task<Refusal?>> answer)
    {
        await _answer.SendAsync(Authentication, May.Configure, answer);
        await OnSaved.InvokeAsync();
    }
}
