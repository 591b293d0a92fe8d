using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Authorization;

namespace ApprovalConsole.Web.Api;

/// <summary>Every order over HTTP passes the doorkeeper before its handler is asked. What only reads is GET; all else is an order, and a person's, unless its route
/// says that programs may give it, too.</summary>
internal static class OrderDoor
{
    public static void UseOrderDoor(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!IsOrder(context, out var endpoint))
        {
            await next();
            return;
        }

        var entry = await AskAsync(context, endpoint);
        if (entry.Actor is not { } by)
        {
            await Problems.Of(entry.Refusal!).ExecuteAsync(context);
            return;
        }

        var reader = context.RequestServices.GetRequiredService<Doorkeeper>().ReaderOf(context.User, Channel.Api);
        context.Features.Set(new LetIn(by, context.User.IsInRole(Roles.Admin), entry.WhyNotCritical) { Reader = reader, IsPerson = PersonClaims.IsPerson(context.User) });
        await next();
    });

    /// <summary>Starts something within the bounds of whoever asks, holds something back, or changes nothing.</summary>
    public static RouteHandlerBuilder ForPrograms(this RouteHandlerBuilder route) => route.WithMetadata(new ForProgramsToo());

    /// <summary>Takes a decision, by the rules for decisions.</summary>
    public static RouteHandlerBuilder ForDecisions(this RouteHandlerBuilder route) => route.WithMetadata(new ForDecision());

    public static bool IsForPrograms(Endpoint endpoint) => endpoint.Metadata.GetMetadata<ForProgramsToo>() is not null;

    private static bool IsOrder(HttpContext context, out RouteEndpoint endpoint)
    {
        endpoint = (context.GetEndpoint() as RouteEndpoint)!; // not one: what says that there is no such address, or method
        return endpoint is not null && context.Request.Path.StartsWithSegments("/api") && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
    }

    private static Task<Entry> AskAsync(HttpContext context, RouteEndpoint endpoint)
    {
        var door = context.RequestServices.GetRequiredService<Doorkeeper>();
        var (user, at, ct) = (context.User, $"{context.Request.Method} {context.Request.Path}", context.RequestAborted);
        if (endpoint.Metadata.GetMetadata<ForDecision>() is not null) return door.ForDecisionAsync(user, Channel.Api, ct, at);
        var roles = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Roles).LastOrDefault(r => r is not null) ?? ""; // none named: nobody
        return IsForPrograms(endpoint) ? door.ForRequestAsync(user, Channel.Api, roles, ct, at) : door.ForOrderAsync(user, Channel.Api, roles, ct, at);
    }

    private sealed class ForProgramsToo;

    private sealed class ForDecision;
}

/// <summary>Whoever gives an order over HTTP, let in by the doorkeeper: the only way for a handler to know who acts.</summary>
/// <param name="IsAdmin">May exceed what bounds others.</param>
/// <param name="WhyNotCritical">Of a decision: why not about critical calls; null where about those, too.</param>
internal sealed record LetIn(Actor Actor, bool IsAdmin, Domain.Refusal? WhyNotCritical)
{
    /// <summary>And no program.</summary>
    public required bool IsPerson { get; init; }

    /// <summary>As whom they see what comes of it.</summary>
    public required Reader Reader { get; init; }

    /// <exception cref="InvalidOperationException">The request did not come through the door.</exception>
    public static ValueTask<LetIn> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<LetIn>() ?? throw new InvalidOperationException($"{context.Request.Path} takes an order and was not asked for at the door."));
}
