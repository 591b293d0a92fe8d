using ApprovalConsole.Web.Api;
using ApprovalConsole.Web.Security;

namespace ApprovalConsole.Web;

/// <summary>A page of another origin gets no socket and no answer of the API, whatever its visitor's cookies say. Programs send no Origin.</summary>
internal static class OriginCheck
{
    public static void UseOriginCheck(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (!IsGuarded(request.Path) || request.Headers.Origin is not { Count: > 0 } origin || IsOwn(origin.ToString(), request))
        {
            await next();
            return;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        await context.Response.WriteAsJsonAsync(
            Problems.Details(403, "foreignOrigin", "Pages of another origin are not answered."), options: null, contentType: "application/problem+json");
    });

    /// <summary>Whether a browser says that a page of ours sent it.</summary>
    public static bool IsFromOwnPage(HttpRequest request) => request.Headers.Origin is { Count: 1 } origin && IsOwn(origin.ToString(), request);

    private static bool IsGuarded(PathString path) => AuthenticationSetup.IsForPrograms(path) || path.StartsWithSegments("/_blazor");

    // The scheme counts only upwards: behind a proxy that ends TLS we see http where the browser sees https.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && !request.IsHttps))
        && string.Equals(uri.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && (request.Host.Port is { } port ? uri.Port == port : uri.IsDefaultPort);
}
