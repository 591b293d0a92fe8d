using System.Reflection;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;

namespace ApprovalConsole.Tests.Security;

/// <summary>Every way into the console, found by looking at what is there.</summary>
internal static class Doors
{
    private const string AnyFile = "{**path:file}"; // while developing: files that came after the build

    // By name, each: what only begins like one of them is a door as any other.
    private static readonly string[] OfTheFramework =
    [
        "_blazor", "_blazor/negotiate", "_blazor/disconnect", "_blazor/initializers", "_framework/opaque-redirect",
    ];

    private static readonly Assembly Web = typeof(Roles).Assembly;

    /// <summary>Methods and routes of all endpoints that are neither pages, nor files, nor what pages are made of.</summary>
    public static IEnumerable<string> RoutesOf(IEnumerable<EndpointDataSource> sources) =>
        from endpoint in sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        where !IsOfPages(endpoint)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["ANY"]
        select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}";

    /// <summary>Addresses of the API that change something, by method and route.</summary>
    public static IEnumerable<(string Door, RouteEndpoint Endpoint)> OrdersOf(IEnumerable<EndpointDataSource> sources) =>
        from endpoint in sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        where $"/{endpoint.RoutePattern.RawText!.Trim('/')}".StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["ANY"]
        where method is not "GET"
        select ($"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}", endpoint);

    /// <summary>Routes of pages as the server answers them.</summary>
    public static IEnumerable<string> PagesOf(IEnumerable<EndpointDataSource> sources) =>
        sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(e => $"/{e.RoutePattern.RawText!.Trim('/')}");

    /// <summary>Pages as a circuit opens them, without asking the server again.</summary>
    public static IEnumerable<(string Route, Type Page)> Pages =>
        from type in Web.GetTypes() from route in type.GetCustomAttributes<RouteAttribute>() select (route.Template, type);

    public static IEnumerable<string> HubMethods =>
        from hub in Web.GetTypes() where hub.IsSubclassOf(typeof(Hub))
        from method in hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where !method.IsSpecialName && method.GetBaseDefinition() == method
        select $"{hub.Name}.{method.Name}";

    // Files are open to all; the framework's own doors lead to a circuit, whose pages and orders have rules of their own.
    private static bool IsOfPages(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null || endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        || endpoint.RoutePattern.RawText!.TrimStart('/') is var path
            && (path == AnyFile || OfTheFramework.Contains(path.TrimEnd('/')));
}
