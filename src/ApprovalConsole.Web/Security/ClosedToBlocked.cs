using ApprovalConsole.Orchestrator.Access;

namespace ApprovalConsole.Web.Security;

/// <summary>Who is blocked gets no answer but that; and whatever is open is cut when its session ends.</summary>
internal static class ClosedToBlocked
{
    public static void UseSessions(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity?.IsAuthenticated != true)
        {
            await next();
            return;
        }

        if (Actors.SubjectOf(context.User) is { } subject && context.RequestServices.GetRequiredService<BlockList>().Holds(subject))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsJsonAsync(
                Api.Problems.Details(403, "blocked", "An admin has blocked you: nothing of yours is taken."), options: null, contentType: "application/problem+json");
            return;
        }

        using var connection = context.RequestServices.GetRequiredService<Sessions>().Attach(context.User, context.Abort);
        await next();
    });
}
