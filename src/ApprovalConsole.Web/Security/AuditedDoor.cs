using System.Security.Claims;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace ApprovalConsole.Web.Security;

/// <summary>Who came in, who did not, and who knocked where they may not: all of it is in the audit log.</summary>
internal sealed class AuditedDoor(AuditLog audit, RefusedAttempts attempts, TimeProvider time) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _handler = new();

    /// <summary>Every way of signing in ends in a cookie, so this sees them all. Who cannot be written down is not let in.</summary>
    public static Task SignedInAsync(CookieSigningInContext context) => Of(context.HttpContext).RecordAsync(AuditKinds.SignedIn, context.Principal);

    public static Task SignedOutAsync(CookieSigningOutContext context) => Of(context.HttpContext).RecordAsync(AuditKinds.SignedOut, context.HttpContext.User);

    /// <summary>An attempt that failed; nothing that was typed is kept, for people type passwords into the wrong field.</summary>
    public static Task SignInFailedAsync(HttpContext context, string why) => Of(context).TurnedAwayAsync(context, AuditKinds.SignInFailed, why);

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden) await TurnedAwayAsync(context, AuditKinds.Forbidden, "role");
        else if (authorizeResult.Challenged && context.Request.Headers.ContainsKey("Authorization")) await TurnedAwayAsync(context, AuditKinds.SignInFailed, "key");
        else if (authorizeResult.Challenged && AuthenticationSetup.IsForPrograms(context.Request.Path)) await TurnedAwayAsync(context, AuditKinds.Forbidden, "nobody");
        await _handler.HandleAsync(next, context, policy, authorizeResult);
    }

    private Task TurnedAwayAsync(HttpContext context, string kind, string why) => attempts.NoteAsync(
        kind, ActorOf(context.User), null, $"{context.Request.Method} {context.Request.Path}", new { why, from = context.Connection.RemoteIpAddress?.ToString(), revokedKey = ApiKeyHandler.RevokedKeyOf(context) });

    private Task RecordAsync(string kind, ClaimsPrincipal? user) =>
        ActorOf(user) is { } by ? audit.RecordAsync(AuditNote.Of(kind, by, null, by.Subject, time.GetUtcNow()), CancellationToken.None) : Task.CompletedTask;

    private static Actor? ActorOf(ClaimsPrincipal? user) => user is not null && Actors.SubjectOf(user) is not null ? Actors.Of(user, Channel.Page) : null;

    private static AuditedDoor Of(HttpContext context) => (AuditedDoor)context.RequestServices.GetRequiredService<IAuthorizationMiddlewareResultHandler>();
}
