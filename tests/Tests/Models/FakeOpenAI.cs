using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Models;

/// <summary>An endpoint that speaks the chat completions wire format. What it answers is a function of the request, chosen by the task's text.</summary>
internal sealed class FakeOpenAI : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<Asked, Reply>> _scripts = new();
    private readonly ConcurrentDictionary<string, Func<Asked, Reply>> _asked = new();

    private FakeOpenAI(WebApplication app) => _app = app;

    /// <summary>As a setting's <c>Endpoint</c>.</summary>
    public Uri Endpoint { get; private set; } = null!;

    public ConcurrentQueue<Asked> Requests { get; } = new();

    public static async Task<FakeOpenAI> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeOpenAI(builder.Build());
        fake._app.MapPost("/v1/chat/completions", fake.AnswerAsync);
        await fake._app.StartAsync();
        fake.Endpoint = new($"{fake._app.Urls.First()}/v1");
        return fake;
    }

    /// <summary>From now on a run with this input is answered like this.</summary>
    /// <returns>The input, made unlike any other test's.</returns>
    public string On(string input, Func<Asked, Reply> reply)
    {
        var task = $"{input} #{Guid.NewGuid():N}";
        _scripts[task] = reply;
        return task;
    }

    /// <summary>From now on a run whose input holds these words is answered like this: one that another run was to put together.</summary>
    public void WhenAsked(string words, params Reply[] replies) => _asked[words] = asked => replies[Math.Min(asked.Turn, replies.Length - 1)];

    /// <summary>One reply after the other; the last for ever.</summary>
    public string On(string input, params Reply[] replies) => On(input, asked => replies[Math.Min(asked.Turn, replies.Length - 1)]);

    public IReadOnlyList<Asked> RequestsFor(string task) => [.. Requests.Where(r => r.Task == task)];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var asked = new Asked(body.RootElement.Clone(), http.Request.Headers.Authorization);
        Requests.Enqueue(asked);
        if (!(asked.Body.TryGetProperty("stream", out var streams) && streams.ValueKind is JsonValueKind.True)) WholeReply.Want(http);
        var script = _scripts.GetValueOrDefault(asked.Task) ?? _asked.FirstOrDefault(a => asked.Task.Contains(a.Key, StringComparison.Ordinal)).Value;
        var reply = script is null ? Reply.Says("Nothing to do.") : script(asked);
        await reply.SendAsync(http);
    }
}
