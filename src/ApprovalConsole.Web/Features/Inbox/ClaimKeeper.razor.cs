using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Holds the proposal that is open for whoever has it before them, as long as they stir; and says who else has it.</summary>
public sealed partial class ClaimKeeper(IClaims claims, LiveFeed feed, TimeProvider time) : LiveComponent
{
    private string? _held;
    private string? _by;
    private Actor? _self;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public string ProposalId { get; set; } = "";

    /// <summary>False where several decide, each without knowing of the others.</summary>
    [Parameter]
    public bool NamesOthers { get; set; } = true;

    protected override void OnInitialized() => Follow(feed, [Topic.Claims]);

    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive || _held == ProposalId) return;
        _self ??= Actors.Of((await Authentication).User, Channel.Page);
        var left = _held;
        _held = ProposalId;
        if (left is not null) await claims.ReleaseAsync(left, _self, CancellationToken.None);
        await TakeAsync();
    }

    protected override async Task ReadAsync()
    {
        if (_self is not null) _by = Other((await claims.StandingAsync(CancellationToken.None)).FirstOrDefault(c => c.ProposalId == ProposalId));
    }

    protected override void Dispose(bool disposing)
    {
        if (_held is { } left && _self is { } self) _ = claims.ReleaseAsync(left, self, CancellationToken.None); // where it cannot be let go, it lapses
        base.Dispose(disposing);
    }

    private async Task TakeAsync() => _by = Other(await claims.TakeAsync(ProposalId, _self!, CancellationToken.None));

    private string? Other(Claim? claim)
    {
        if (claim is null || claim.IsOf(_self!.Subject)) return null;
        ReadAgainAfter(claim.Until - time.GetUtcNow());
        return claim.Name;
    }
}
