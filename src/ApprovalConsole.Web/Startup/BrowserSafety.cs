using System.Security.Cryptography;

namespace ApprovalConsole.Web;

/// <summary>What a browser may do with our answers: run the scripts that we named, load from here, and show nothing of it elsewhere.</summary>
internal static class BrowserSafety
{
    private const string Forever = "max-age=31536000; includeSubDomains";
    private const int NonceBytes = 16;

    private static readonly object NonceKey = new();

    /// <summary>Goes first, so that what others answer or clear away carries the headers as well.</summary>
    /// <param name="formTargets">Origins besides our own that a form may lead to: where sign-out ends at an identity provider.</param>
    public static void UseBrowserSafety(this IApplicationBuilder app, params IReadOnlyList<string> formTargets)
    {
        var forms = string.Join(' ', ["'self'", .. formTargets]);
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                Mark(context, forms);
                return Task.CompletedTask;
            });
            return next();
        });
    }

    /// <summary>What the scripts of this answer carry; a script that somebody else brought into the page does not.</summary>
    public static string NonceOf(HttpContext context)
    {
        if (context.Items[NonceKey] is string known) return known;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        context.Items[NonceKey] = nonce;
        return nonce;
    }

    /// <summary>Where people sign out: a browser follows a form's answer only to where forms may lead.</summary>
    public static IReadOnlyList<string> FormTargetsOf(IConfiguration configuration, Security.SignInMode mode) => Uri.TryCreate(mode switch
    {
        Security.SignInMode.Entra => configuration["AzureAd:Instance"],
        Security.SignInMode.Oidc => configuration[$"{Security.OidcOptions.Section}:{nameof(Security.OidcOptions.Authority)}"],
        _ => null,
    }, UriKind.Absolute, out var provider) ? [provider.GetLeftPart(UriPartial.Authority)] : [];

    private static void Mark(HttpContext context, string forms)
    {
        var headers = context.Response.Headers;

        // Styles: the component library writes style elements and attributes while it runs, and takes no nonce for them.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{NonceOf(context)}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
            + $"connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action {forms}; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY"; // for what is older than frame-ancestors
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        if (context.Request.Path.StartsWithSegments("/api") || context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is true) headers.CacheControl = "no-store";
        if (context.Request.IsHttps && !Security.LoopbackOnly.IsLoopbackHost(context.Request.Host.Host)) headers.StrictTransportSecurity = Forever;
    }
}
