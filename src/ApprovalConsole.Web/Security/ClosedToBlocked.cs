using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Audit;

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
            var refusal = new Refusal(RefusalCode.Blocked, "An admin has blocked you: nothing of yours is taken.");
            await context.RequestServices.GetRequiredService<RefusedAttempts>()
                .NoteAsync("request", Actors.Of(context.User, Channel.Api), null, $"{context.Request.Method} {context.Request.Path}", refusal);
            await Api.Problems.Of(refusal).ExecuteAsync(context);
            return;
        }

        using var connection = context.RequestServices.GetRequiredService<Sessions>().Attach(context.User, context.Abort);
        await next();
    });
}
