using System.Globalization;
using System.Threading.RateLimiting;
using ApprovalConsole.Web.Api;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web;

/// <summary>Nobody takes so much that others get nothing: rates and open streams of each caller, sizes of bodies and messages.</summary>
internal static class WireLimits
{
    private const int SocketsInAll = 20_000;

    /// <summary>Where a provider sends people back to.</summary>
    private static readonly string[] WaysBack = ["/signin-oidc", "/signout-oidc", "/signout-callback-oidc"];

    public static void AddWireLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WireOptions>().Bind(builder.Configuration.GetSection(WireOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<WireOptions>>((kestrel, wire) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = wire.Value.MaxBodyBytes;
            kestrel.Limits.MaxConcurrentUpgradedConnections = SocketsInAll;
        });
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<WireOptions>>((limiter, wire) =>
        {
            limiter.OnRejected = RefuseAsync;
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(Rates(wire.Value), Streams(wire.Value));
        });

        builder.Services.AddSingleton<Hubs.Watches>();

        // Last, because a setting of the host's can ask for details: what went wrong in here is not for whoever looks at a page.
        builder.Services.PostConfigure<CircuitOptions>(o => o.DetailedErrors = builder.Environment.IsDevelopment());
        builder.Services.AddOptions<CircuitOptions>().Configure<IOptions<WireOptions>>((circuits, wire) => circuits.DisconnectedCircuitMaxRetained = wire.Value.DisconnectedPages);
        builder.Services.AddOptions<HubOptions>().PostConfigure(o => o.EnableDetailedErrors = false);
    }

    /// <summary>Before authentication, which answers there itself: strangers are counted by their address.</summary>
    public static void UseLimitsOnWaysBack(this WebApplication app) =>
        app.UseWhen(context => WaysBack.Any(way => context.Request.Path.StartsWithSegments(way)), back => back.UseRateLimiter());

    private static PartitionedRateLimiter<HttpContext> Rates(WireOptions wire) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
    {
        if (!IsCounted(context)) return RateLimitPartition.GetNoLimiter("");
        var (caller, isKnown) = CallerOf(context);
        return RateLimitPartition.GetTokenBucketLimiter(caller, _ => isKnown ? Bucket(wire.RequestsPerSecond, wire.Burst) : Bucket(wire.UnknownRequestsPerSecond, wire.UnknownBurst));
    });

    private static PartitionedRateLimiter<HttpContext> Streams(WireOptions wire) => PartitionedRateLimiter.Create<HttpContext, string>(context => !StaysOpen(context)
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetConcurrencyLimiter(CallerOf(context).Caller, _ => new() { PermitLimit = wire.OpenStreams }));

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst) =>
        new() { TokensPerPeriod = Math.Max(1, perSecond / 10), ReplenishmentPeriod = perSecond < 10 ? TimeSpan.FromSeconds(1d / perSecond) : TimeSpan.FromMilliseconds(100), TokenLimit = burst };

    /// <summary>Not the pages' own files, of which one page asks for a dozen, nor whether the console lives: who watches over it must hear that.</summary>
    private static bool IsCounted(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health") && context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null;

    /// <summary>An event stream or a socket.</summary>
    public static bool StaysOpen(HttpContext context) =>
        HttpMethods.IsConnect(context.Request.Method) || context.Request.Headers.Upgrade.Count > 0
        || context.Request.Path == ViewersApi.Path || context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>Viewers are counted by the run that they follow: many may come from one address.</summary>
    private static (string Caller, bool IsKnown) CallerOf(HttpContext context) =>
        Actors.SubjectOf(context.User) is { } subject ? ($"person {subject}", true)
        : ViewersApi.RunOf(context) is { } run ? ($"viewers of {run}", true)
        : ($"address {context.Connection.RemoteIpAddress}", false);

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var response = rejected.HttpContext.Response;
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await response.WriteAsJsonAsync(Problems.OfStatus(429), options: null, contentType: "application/problem+json", cancellationToken: ct);
    }
}
