using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Telemetry;

/// <summary>A collector that speaks OTLP over HTTP and keeps all that it was sent, byte for byte.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _sent = new();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            Keys.Enqueue(context.Request.Headers["x-key"].ToString());
            _sent.Enqueue((context.Request.Path, body.ToArray()));
            context.Response.ContentType = "application/x-protobuf"; // an empty answer: all of it was taken
        });
    }

    public Uri Endpoint => new(_app.Urls.First());

    /// <summary>The header that each request carried.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    public IReadOnlyList<byte[]> Bodies => [.. _sent.Select(s => s.Body)];

    public IReadOnlyList<SentSpan> Spans => [.. Scopes("/v1/traces").SelectMany(scope => scope.Messages(2)).Select(SentSpan.Of)];

    /// <summary>Names of metrics, with their units.</summary>
    public IReadOnlyDictionary<string, string> Metrics => Scopes("/v1/metrics").SelectMany(scope => scope.Messages(2)).GroupBy(m => m.Text(1)).ToDictionary(m => m.Key, m => m.First().Text(3));

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Export…ServiceRequest: resources, each with its scopes, each with what it made.
    private IEnumerable<ProtoWire> Scopes(string path) => _sent.Where(s => s.Path == path).SelectMany(s => new ProtoWire(s.Body).Messages(1)).SelectMany(resource => resource.Messages(2));
}

/// <param name="Kind">1: internal, 2: server, 3: client.</param>
/// <param name="Links">Ids of spans.</param>
internal sealed record SentSpan(string Trace, string Id, string Parent, string Name, ulong Kind, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Links)
{
    public static SentSpan Of(ProtoWire span) => new(
        span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Number(6), span.Messages(9).ToDictionary(a => a.Text(1), a => string.Concat(a.Messages(2).Select(v => v.Text(1)))), [.. span.Messages(13).Select(l => l.Hex(2))]);
}
