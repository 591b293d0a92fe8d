using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Audit;
using Microsoft.AspNetCore.Authentication;

namespace ApprovalConsole.Web.Security;

/// <summary>Who is blocked gets no answer but that; and whatever is open is cut when its session ends.</summary>
internal static class ClosedToBlocked
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(30);

    public static void UseSessions(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity?.IsAuthenticated != true)
        {
            await next();
            return;
        }

        // Attached before it is looked at: whoever is blocked, or whose key is revoked, in between is cut.
        using var connection = context.RequestServices.GetRequiredService<Sessions>().Attach(context.User, context.Abort);
        if (Actors.SubjectOf(context.User) is not null && Actors.Of(context.User, Channel.Api) is var by && context.RequestServices.GetRequiredService<BlockList>().Holds(by))
        {
            var refusal = new Refusal(RefusalCode.Blocked, "An admin has blocked you: nothing of yours is taken.");
            await context.RequestServices.GetRequiredService<RefusedAttempts>()
                .NoteAsync("request", by, null, $"{context.Request.Method} {context.Request.Path}", refusal);
            await Api.Problems.Of(refusal).ExecuteAsync(context);
            return;
        }

        if (context.User.FindFirst(PersonClaims.KeyId) is { Value: var key } && !context.RequestServices.GetRequiredService<ApiKeys>().Opens(key))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized; // it was good a moment ago
            return;
        }

        using var expiry = CutAtExpiry(context);
        await next();
    });

    /// <summary>A stream or socket lasts no longer than the token that opened it.</summary>
    private static ITimer? CutAtExpiry(HttpContext context)
    {
        if (!WireLimits.StaysOpen(context) || context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is not { } end) return null;
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var left = end - time.GetUtcNow();
        return time.CreateTimer(_ => context.Abort(), null, left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestTimer ? left : LongestTimer, Timeout.InfiniteTimeSpan);
    }
}
