using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalConsole.Web.Security;

/// <summary>Where the sign-in page's forms go.</summary>
internal static class SignInEndpoints
{
    private const string Cookies = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void MapSignIn(this IEndpointRouteBuilder routes, SignInMode mode)
    {
        if (mode is SignInMode.Local) routes.MapPost("/sign-in", SignInAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/step-up", (string? returnUrl) => mode is SignInMode.Local ? Results.LocalRedirect(ReturnUrl.Local(returnUrl)) : ProviderEvents.AskAgain(returnUrl))
            .ExcludeFromDescription();

        routes.MapPost("/sign-out", (HttpContext context, Sessions sessions) => SignOutAsync(context, sessions, mode))
            .AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context, LocalUsers users, Sessions sessions, SignInSecret printed, TimeProvider time,
        [FromForm(Name = "name")] string? name, [FromForm(Name = "secret")] string? given, [FromForm(Name = "returnUrl")] string? returnUrl)
    {
        if (name is null || users.Find(name) is not { } user || !printed.Take(given))
        {
            await AuditedDoor.SignInFailedAsync(context, "name or secret");
            return Results.LocalRedirect("/sign-in");
        }

        if (printed.IsNeeded) Console.WriteLine($"{user.Name} signed in · once more at {context.Request.Scheme}://{context.Request.Host}{printed.Path}");
        var session = new Session(user.Name, user.Name, [.. user.Roles], [.. user.Groups ?? []], time.GetUtcNow());
        await sessions.OpenAsync(session, context.RequestAborted);
        await context.SignInAsync(Cookies, PersonClaims.Of(session, Cookies));
        return Results.LocalRedirect(ReturnUrl.Local(returnUrl));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, Sessions sessions, SignInMode mode)
    {
        // Another site must not sign anybody out. No token: one is bound to the session's claims, and a page may have outlived its session.
        if (!OriginCheck.IsFromOwnPage(context.Request)) return Results.Text("Signing out takes the button of the page.", statusCode: StatusCodes.Status400BadRequest);
        var properties = new AuthenticationProperties { RedirectUri = "/sign-in" };
        if (sessions.Find(context.User) is { } session)
        {
            await sessions.EndAsync(session, CancellationToken.None, except: context.Abort);
            if (session.IdToken is { } idToken) properties.StoreTokens([new() { Name = "id_token", Value = idToken }]);
        }

        return Results.SignOut(properties, mode is SignInMode.Local ? [Cookies] : [Cookies, OpenIdConnectDefaults.AuthenticationScheme]);
    }
}
