using ApprovalConsole.Orchestrator.Notices;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Layout;

/// <summary>The way to the deliveries, where somebody is told anything.</summary>
public sealed partial class DeliveriesLink(DestinationsQuery query) : ComponentBase;
