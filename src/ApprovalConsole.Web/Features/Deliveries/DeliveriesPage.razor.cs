using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Web.Shared;

namespace ApprovalConsole.Web.Features.Deliveries;

/// <summary>Where what is told to the outside stands, for admins.</summary>
public sealed partial class DeliveriesPage(DestinationsQuery query, LiveFeed feed) : LiveComponent
{
    private IReadOnlyList<DestinationView> _destinations = [];

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Deliveries]);
        return ReadAsync();
    }

    protected override async Task ReadAsync() => _destinations = await query.AllAsync(CancellationToken.None);
}
