using System.Globalization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Deliveries;

/// <summary>One destination: whether it is told, its last deliveries, and the orders about both.</summary>
public sealed partial class DestinationPanel(DestinationsQuery query, DestinationControl control, Doorkeeper door) : ComponentBase
{
    private const int Shown = 20;

    private readonly PageOrder _order = new(door);
    private IReadOnlyList<DeliveryView> _deliveries = [];

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required DestinationView View { get; set; }

    private string TitleId => $"destination-{View.Name}";

    private string EventsWords => View.Events is [] ? "" : View.Events is ["*"] ? "Of everything" : $"Of {string.Join(", ", View.Events)}";

    protected override async Task OnParametersSetAsync() => _deliveries = (await query.DeliveriesAsync(View.Name, null, null, Shown, CancellationToken.None)).Items;

    private Task SwitchAsync() => OrderAsync(by => View.DisabledAt is null ? control.DisableAsync(View.Name, by, CancellationToken.None) : control.EnableAsync(View.Name, by, CancellationToken.None));

    private Task ResendAsync(string id) => OrderAsync(by => control.ResendAsync(View.Name, id, by, CancellationToken.None));

    /// <summary>Once it is given, the page reads again.</summary>
    private async Task OrderAsync(Func<Actor, Task<Refusal?>> order) => await _order.SendAsync(Authentication, May.Configure, order);

    private static string StateOf(DeliveryView delivery) => delivery switch
    {
        { Status: DeliveryStatus.Delivered } => "Delivered",
        { Status: DeliveryStatus.Dead } => "Given up",
        { NextAt: { } next } => $"Waits until {Stamp(next)}",
        _ => "Waits",
    };

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
