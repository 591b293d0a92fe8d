using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Api;
using ApprovalConsole.Web.Hubs;
using ApprovalConsole.Web.Mcp;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http.Connections;

namespace ApprovalConsole.Web;

/// <summary>What programs talk to.</summary>
internal static class ApiSetup
{
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(o => ViewJson.Configure(o.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true); // so that the answer can say what was wrong
        builder.Services.AddSignalR().AddJsonProtocol(o => ViewJson.Configure(o.PayloadSerializerOptions));
        builder.Services.AddProblemDetails();
        builder.Services.AddMcpGate();
        builder.Services.AddOpenApi("v1", OpenApiShape.Configure);
        builder.Services.AddHealthChecks().AddCheck<ReadyCheck>("journal", tags: ["ready"]);
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization();
        api.MapRuns();
        app.MapViewers(api);
        api.MapPipelines();
        api.MapToolCalls();
        api.MapProposals();
        api.MapTools();
        api.MapAgents();
        api.MapAudit();
        app.MapReceipts();
        api.MapPeople();
        api.MapStops();
        api.MapBudgets();
        api.MapDestinations();
        app.MapMcpGate();
        app.MapHub<RunsHub>("/hubs/runs", o => (o.Transports, o.CloseOnAuthenticationExpiration) = (HttpTransportType.WebSockets, true));
        app.MapOpenApi().AllowAnonymous();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
    }
}
