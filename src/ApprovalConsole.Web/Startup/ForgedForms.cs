using Microsoft.AspNetCore.Antiforgery;

namespace ApprovalConsole.Web;

/// <summary>A form that did not come from a page of ours is refused before anybody reads it: the code that reads forms does not ask, and fails on it.</summary>
internal static class ForgedForms
{
    /// <summary>After <c>UseAntiforgery</c>, which looks and lets everything pass.</summary>
    public static void UseNoForgedForms(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(context);
        context.Features.Set<IAntiforgeryValidationFeature>(null); // the page that says so is looked at once more
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });
}
