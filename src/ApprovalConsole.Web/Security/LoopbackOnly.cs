using System.Net;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalConsole.Web.Security;

/// <summary>Mode <c>Local</c> knows people by a click, so it serves this machine alone: no other address, no other Host.</summary>
internal static class LoopbackOnly
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "Via", "X-Forwarded", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP", "X-Client-IP"];
    private static readonly string[] ProxyFamilies = ["X-Forwarded-", "X-Original-"];

    /// <summary>Stops the start where an address is not loopback.</summary>
    /// <exception cref="SettingException">Names the setting that asks for it.</exception>
    public static void CheckSettings(IConfiguration configuration, IHostEnvironment environment)
    {
        if (Surroundings.AreProduction(environment.EnvironmentName))
            throw new SettingException("environment", $"is {environment.EnvironmentName.Trim()}, where mode Local does not start: it does in {string.Join(", ", Surroundings.ForTrying)}; set ASPNETCORE_ENVIRONMENT to Development on your own machine, or Authentication:Mode to Entra or Oidc");
        foreach (var key in new[] { "http_ports", "https_ports" })
            if (!string.IsNullOrEmpty(configuration[key])) throw new SettingException(key, "would listen on every address; in mode Local give --urls with a loopback address");
        var addresses = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => ("urls", url))
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => ($"Kestrel:Endpoints:{e.Key}:Url", e["Url"] ?? "")));
        foreach (var (key, url) in addresses)
            if (!IsLoopback(url)) throw new SettingException(key, $"is {url}; mode Local listens on loopback only, as in http://127.0.0.1:5080");
    }

    /// <summary>Once more on what the server really listens to, however it was told.</summary>
    public static void CheckServer(IServer server)
    {
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            if (!IsLoopback(address)) throw new SettingException("urls", $"led to {address}; mode Local listens on loopback only");
    }

    /// <summary>Refuses a request whose Host is another: a page elsewhere that points its name at this machine must not get in. And one that came by a
    /// proxy: whoever it forwards for is not on this machine.</summary>
    public static void UseLoopbackHostsOnly(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (WhyNot(context) is not { } problem)
        {
            await next();
            return;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json");
    });

    private static ProblemDetails? WhyNot(HttpContext context)
    {
        if (!IsLoopbackHost(context.Request.Host.Host) || (context.Connection.RemoteIpAddress is { } caller && !IPAddress.IsLoopback(caller)))
            return Api.Problems.Details(400, "wrongHost", "Mode Local answers to localhost and loopback addresses only.");
        return context.Request.Headers.Keys.Any(IsForwarded) ? Api.Problems.Details(400, "forwarded", "Mode Local answers nobody by way of a proxy.") : null;
    }

    private static bool IsForwarded(string header) =>
        ProxyHeaders.Contains(header, StringComparer.OrdinalIgnoreCase) || ProxyFamilies.Any(family => header.StartsWith(family, StringComparison.OrdinalIgnoreCase));

    // An IPv4 address in IPv6's dress is none that a socket listens to.
    private static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && IsLoopbackHost(uri.Host)
        && !(IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && address.IsIPv4MappedToIPv6);

    internal static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
