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

/// <summary>An admin's edit of an agent, a price or a budget.</summary>
public sealed partial class SetupDesk : ComponentBase
{
    private readonly PageOrder _order;
    private readonly PageOrder _answer;
    private readonly EditUnderWay<Setup> _edit;
    private SetupTab _tab;

    public SetupDesk(Doorkeeper door)
    {
        (_order, _answer) = (new(door), new(door));
        _edit = new(SetupText.Compact, Judge, _order);
    }

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

    private bool NeedsSecond => _edit.Terms is { } setup && Setups.WhySecondAdmin(View.Scope, setup).Count > 0;

    private WaitingChange? Waiting => SetupVersions.Waiting(View, IsProposer, View.Change is { } change ? Setups.WhySecondAdmin(View.Scope, change.Terms) : []);

    protected override void OnParametersSet()
    {
        _edit.See(View.Now, View.Version);
        if (_tab == Tab) return;
        _tab = Tab;
        _edit.Back();
    }

    private (Setup?, ImmutableArray<DraftFault>) Judge(JsonDraft draft) => draft.Judge(text => SetupText.Read(View.Settings, text), setup => Setups.FaultsOf(View.Scope, setup));

    private void TakeHolding() => Try(View.Now);

    private void TakeFile() => Try(View.Settings);

    private void Restore(VersionLine version)
    {
        if (View.Versions.First(v => v.Version == version.Version).Terms is { } terms) Try(terms);
        else _edit.Said = "That version cannot be read here.";
    }

    // What the settings file has drifted from, or what carries no mark, is laid down anew even as it is.
    private void Try(Setup setup) => _edit.Try(setup, evenUnchanged: View.HasDrifted || View.IsShut);

    private async Task SaveAsync()
    {
        if (_edit is not { Read: { } read, Terms: { } setup }) return;
        var proposes = NeedsSecond;
        if (!await _order.SendAsync(Authentication, May.Configure, async by => (await Setups.SetAsync(View.Scope, setup, read.Version, by, CancellationToken.None)).Refusal)) return;
        _edit.End();
        await OnSaved.InvokeAsync();
        _edit.Said = proposes ? "Proposed. It holds once another admin agrees." : $"Saved: version {View.Version} holds.";
    }

    private Task AgreeAsync(WaitingChange change) => AnswerAsync(by => Setups.ConfirmAsync(View.Scope, change.Id, by, CancellationToken.None));

    private Task RejectAsync(WaitingChange change) => AnswerAsync(by => Setups.RejectAsync(View.Scope, change.Id, by, CancellationToken.None));

    private async Task AnswerAsync(Func<Actor, Task<Refusal?>> answer)
    {
        await _answer.SendAsync(Authentication, May.Configure, answer);
        await OnSaved.InvokeAsync();
    }
}
