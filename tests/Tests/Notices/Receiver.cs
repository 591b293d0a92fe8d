using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Notices;

/// <summary>Somebody outside who is told: checks each signature by itself, and answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Told> _asked = new();

    private Receiver(int port, Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Run(async context =>
        {
            var told = await ReadAsync(context.Request);
            _asked.Enqueue(told);
            await answer(context, _asked.Count(t => t.Id == told.Id));
            if (context.Response.StatusCode is >= 200 and < 300) Taken.Enqueue(told);
        });
    }

    /// <summary>Every request that came.</summary>
    public IReadOnlyCollection<Told> Asked => _asked;

    /// <summary>Those that were answered with success.</summary>
    public ConcurrentQueue<Told> Taken { get; } = new();

    public Uri Url { get; private set; } = null!;

    /// <param name="answer">Gets how often this notice has come, from 1.</param>
    /// <param name="port">0: any that is free.</param>
    public static async Task<Receiver> StartAsync(Func<HttpContext, int, Task>? answer = null, int port = 0)
    {
        var receiver = new Receiver(port, answer ?? ((_, _) => Task.CompletedTask));
        await receiver._app.StartAsync();
        receiver.Url = new(new Uri(receiver._app.Urls.First()), "/hook");
        return receiver;
    }

    public static Func<HttpContext, int, Task> Says(Func<int, int> status, string? location = null) => (context, times) =>
    {
        context.Response.StatusCode = status(times);
        if (location is not null) context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    public IEnumerable<string> TakenOf(string type) => Taken.Where(t => t.Type == type).Select(t => t.Id).Distinct();

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private static async Task<Told> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var (id, at) = (request.Headers["webhook-id"].ToString(), request.Headers["webhook-timestamp"].ToString());
        var expected = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{at}.{body}")))}";
        return new(id, long.Parse(at, System.Globalization.CultureInfo.InvariantCulture), request.Headers["webhook-signature"].ToString().Split(' ').Contains(expected), body, request.Method);
    }
}

/// <summary>One request to a receiver.</summary>
internal sealed record Told(string Id, long Timestamp, bool IsSigned, string Body, string Method)
{
    public string Type => Json.GetProperty("type").GetString()!;

    public JsonElement Data => Json.GetProperty("data");

    private JsonElement Json => JsonElement.Parse(Body);
}
