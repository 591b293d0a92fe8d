using ApprovalConsole.Web.Api;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace ApprovalConsole.Web;

/// <summary>A circuit or a hub is reached by WebSocket and by nothing else: one that is polled stays open between two requests, where no limit on open streams counts it.</summary>
internal static class SocketsOnly
{
    public static void UseSocketsOnly(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata is { } hub && hub.GetMetadata<HubMetadata>() is not null && hub.GetMetadata<NegotiateMetadata>() is null && !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(Problems.Details(400, "webSocketOnly", "This is reached by WebSocket only."), options: null, contentType: "application/problem+json");
            return;
        }

        await next();
    });
}
