using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Billing;

/// <summary>The models over the chat completions wire, streamed, with usage.</summary>
internal sealed class BilledEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BilledEndpoint(WebApplication app) => _app = app;

    public BilledModel Model { get; private set; } = null!;

    public Uri Url { get; private set; } = null!;

    /// <summary>The bodies of the requests, as they came.</summary>
    public List<string> Bodies { get; } = [];

    public static async Task<BilledEndpoint> StartAsync(BilledModel model)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var endpoint = new BilledEndpoint(builder.Build()) { Model = model };
        endpoint._app.MapPost("/v1/chat/completions", endpoint.AnswerAsync);
        await endpoint._app.StartAsync();
        endpoint.Url = new($"{endpoint._app.Urls.First()}/v1");
        return endpoint;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync();
        Bodies.Add(text);
        using var body = JsonDocument.Parse(text);
        var (reply, input, cached, output, ids) = Model.Answer(body.RootElement);
        http.Response.ContentType = "text/event-stream";
        object delta = reply.Calls.Count == 0 ? new { role = "assistant", content = reply.Text } : new
        {
            role = "assistant", tool_calls = reply.Calls.Select((c, i) => new { index = i, id = ids[i], type = "function", function = new { name = c.Tool, arguments = c.Arguments } }),
        };
        await WriteAsync(http, new { choices = new[] { new { index = 0, delta, finish_reason = (string?)null } } });
        await WriteAsync(http, new { choices = new[] { new { index = 0, delta = new { }, finish_reason = reply.Calls.Count == 0 ? "stop" : "tool_calls" } } });
        await WriteAsync(http, new
        {
            choices = Array.Empty<object>(),
            usage = new { prompt_tokens = input, completion_tokens = output, total_tokens = input + output, prompt_tokens_details = new { cached_tokens = cached } },
        });
        await http.Response.WriteAsync("data: [DONE]\n\n");
    }

    private static Task WriteAsync(HttpContext http, object chunk)
    {
        var json = JsonSerializer.SerializeToNode(chunk)!.AsObject();
        (json["id"], json["object"], json["created"], json["model"]) = ("chatcmpl-1", "chat.completion.chunk", 1, "m");
        return http.Response.WriteAsync($"data: {json.ToJsonString()}\n\n");
    }
}
