using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The rows as they stand, and who else has which before them; what was decided greys out in its place.</summary>
public sealed partial class InboxList(IClaims claims, LiveFeed feed, TimeProvider time) : LiveComponent
{
    /// <summary>From then on a row says how long it still waits, not how long it has waited.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);

    private ImmutableDictionary<string, string> _others = ImmutableDictionary<string, string>.Empty;

    private string _self = "";

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public ImmutableArray<InboxRow> Rows { get; set; } = [];

    [Parameter]
    public string? SelectedId { get; set; }

    /// <summary>Keeps the queue in the address.</summary>
    [Parameter]
    public string Suffix { get; set; } = "";

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Claims]);
        return ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        _self = Actors.SubjectOf((await Authentication).User) ?? "";
        var others = (await claims.StandingAsync(CancellationToken.None)).Where(c => !c.IsOf(_self)).ToList();
        _others = others.ToImmutableDictionary(c => c.ProposalId, c => c.Name);
        if (others.Count > 0) ReadAgainAfter(others.Min(c => c.Until) - time.GetUtcNow());
    }

    private bool ExpiresSoon(InboxRow row) => row.ExpiresAt - time.GetUtcNow() < Soon;

    private bool IsSelf(HandOverView handed) => string.Equals(handed.To, _self, StringComparison.OrdinalIgnoreCase);

    /// <summary>Of those who decide together, nobody is named to the others before it is settled.</summary>
    private string? WhoHas(InboxRow row) => _others.GetValueOrDefault(row.Id) is { } name ? row.ApprovalsNeeded > 1 ? "somebody" : name : null;

    private static string Sign(InboxRow row) => row switch
    {
        { State: { } state } => state.Sign,
        { Class: Reversibility.Critical } => "◆",
        _ => "●",
    };

    private static string SignClass(InboxRow row) => row is { IsPending: true, Class: Reversibility.Irreversible or Reversibility.Critical } ? "accent" : "";
}
