using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What those who look at a proposal tell each other, and whose it is to decide first.</summary>
public sealed partial class TalkDesk(RunControl control, Colleagues colleagues, Doorkeeper door) : ComponentBase
{
    private readonly PageOrder _order = new(door);
    private ElementReference _field;
    private string? _self;
    private bool _wasOpened;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required ProposalView Shown { get; set; }

    /// <summary>What they are about to say.</summary>
    [Parameter, EditorRequired]
    public required TalkDraft Draft { get; set; }

    [Parameter]
    public bool MayDecide { get; set; }

    /// <summary>Done in place of any remark and any hand-over; null: these are recorded.</summary>
    [Parameter]
    public Func<Actor, Task>? Instead { get; set; }

    private ImmutableArray<CommentView> Remarks => Shown.Comments ?? [];

    private int Hidden => Shown.CommentCount - Remarks.Length;

    private IEnumerable<Colleague> Others => colleagues.All.Where(c => !string.Equals(c.Subject, _self, StringComparison.OrdinalIgnoreCase));

    // In the middle of their words another card came up: the cursor goes on where it was, and no letter is taken for a key.
    protected override void OnInitialized() => _wasOpened = Draft.IsOpen;

    protected override async Task OnParametersSetAsync() => _self ??= Actors.SubjectOf((await Authentication).User);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_wasOpened) return;
        _wasOpened = false;
        await _field.TryFocusAsync();
    }

    private void Open() => (Draft.IsOpen, _wasOpened) = (true, true);

    private void Close() => (Draft.IsOpen, _order.Fault) = (false, null);

    private async Task SayAsync()
    {
        if (await OrderAsync(May.SeeProposals, by => control.CommentAsync(Shown.Id, Draft.CommentId, Draft.Words, by, CancellationToken.None))) Draft.Clear();
    }

    private async Task HandOverAsync()
    {
        var to = colleagues.Find(Draft.To);
        if (await OrderAsync(May.Decide, by => control.HandOverAsync(Shown.Id, to?.Subject, to?.Name, Draft.Words, by, CancellationToken.None))) Draft.Clear();
    }

    private Task<bool> TakeBackAsync() => OrderAsync(May.Decide, by => control.HandOverAsync(Shown.Id, null, null, null, by, CancellationToken.None));

    private Task<bool> OrderAsync(string roles, Func<Actor, Task<RunAnswer>> order) => _order.SendAsync(Authentication, roles, async by =>
    {
        if (Instead is not { } instead) return (await order(by)).Refusal;
        await instead(by);
        return null;
    }, unwritten: "Nothing was recorded: the journal cannot be written now. Press again; it counts once.");
}
