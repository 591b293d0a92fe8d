using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using Microsoft.AspNetCore.Http;

namespace ApprovalConsole.Tests.Models;

/// <summary>What the fake endpoint does with a request.</summary>
internal sealed record Reply(Func<HttpContext, Task> SendAsync)
{
    private const int MostPieces = 2000;

    public static Reply Says(string text, bool usage = true) => Streams(TextOf(text), "stop", usage);

    /// <summary>Words, or a call, with the usage that the provider reports; null: none.</summary>
    public static Reply Counted(TokenCount? usage, string text, params (string Name, string Arguments)[] calls) =>
        Streams([.. TextOf(text), .. calls.Length == 0 ? [] : CallsOf(calls)], calls.Length == 0 ? "stop" : "tool_calls", usage is not null, usage);

    /// <summary>Tool calls by name and arguments; the arguments are sent as they are, in pieces.</summary>
    public static Reply Calls(params (string Name, string Arguments)[] calls) => SaysAndCalls("", calls);

    /// <summary>As careless servers do: every call has the same id.</summary>
    public static Reply CallsUnderOneId(params (string Name, string Arguments)[] calls) => Streams([.. CallsOf(calls, _ => "call_0")], "tool_calls", usage: true);

    public static Reply CallsUnder(string[] ids, params (string Name, string Arguments)[] calls) => Streams([.. CallsOf(calls, i => ids[i])], "tool_calls", usage: true);

    public static Reply SaysAndCalls(string text, params (string Name, string Arguments)[] calls) =>
        Streams([.. TextOf(text), .. CallsOf(calls)], "tool_calls", usage: true);

    public static Reply Status(int status, string? retryAfter = null, string body = """{"error":{"message":"told to","type":"test"}}""") => new(async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        if (retryAfter is not null) http.Response.Headers.RetryAfter = retryAfter;
        await http.Response.WriteAsync(body);
    });

    /// <summary>Half an answer, then the connection is gone.</summary>
    public static Reply CutsOff(string text) => new(async http =>
    {
        await StartAsync(http);
        foreach (var delta in TextOf(text)) await WriteAsync(http, Chunk(delta, null));
        http.Abort();
    });

    /// <summary>Takes the request and says nothing until the caller goes away, or the test says so.</summary>
    public static Reply Hangs(Task? until = null, Reply? then = null) => new(async http =>
    {
        await Task.WhenAny(until ?? Task.Delay(Timeout.Infinite, http.RequestAborted), Task.Delay(Timeout.Infinite, http.RequestAborted));
        if (!http.RequestAborted.IsCancellationRequested && then is not null) await then.SendAsync(http);
    });

    /// <summary>A stream that ends as it should, without the word that the reply does.</summary>
    public static Reply EndsEarly(string text) => Streams(TextOf(text), null, usage: false);

    /// <summary>Words or a call, and then what a provider says where it let no more be written.</summary>
    public static Reply Ends(string finish, string text, params (string Name, string Arguments)[] calls) => Streams([.. TextOf(text), .. calls.Length == 0 ? [] : CallsOf(calls)], finish, usage: true);

    /// <summary>A line that begins like this and goes on until the caller goes away.</summary>
    public static Reply Endless(string begin, char on) => new(async http =>
    {
        await StartAsync(http);
        await http.Response.WriteAsync(begin);
        var more = System.Text.Encoding.UTF8.GetBytes(new string(on, 1 << 20));
        while (!http.RequestAborted.IsCancellationRequested) await http.Response.Body.WriteAsync(more, http.RequestAborted);
    });

    public static Reply Raw(string contentType, string body) => new(async http =>
    {
        http.Response.ContentType = contentType;
        await http.Response.WriteAsync(body);
    });

    private static Reply Streams(IReadOnlyList<object> deltas, string? finish, bool usage, TokenCount? used = null) => new(async http =>
    {
        if (WholeReply.IsWanted(http))
        {
            await WholeReply.SendAsync(http, deltas, finish, usage ? UsageOf(used ?? new(200, 120, 100)) : null);
            return;
        }

        await StartAsync(http);
        foreach (var delta in deltas) await WriteAsync(http, Chunk(delta, null));
        if (finish is not null) await WriteAsync(http, Chunk(new { }, finish));
        if (usage)
            await WriteAsync(http, new { id = "chatcmpl-1", @object = "chat.completion.chunk", created = 1, model = "m-large", choices = Array.Empty<object>(),
                usage = UsageOf(used ?? new(200, 120, 100)) });
        await http.Response.WriteAsync("data: [DONE]\n\n");
    });

    private static object UsageOf(TokenCount used) => new
    {
        prompt_tokens = used.Input, completion_tokens = used.Output, total_tokens = used.Input + used.Output, prompt_tokens_details = new { cached_tokens = used.CachedInput },
    };

    private static IReadOnlyList<object> TextOf(string text) => [.. text.Chunk(7).Select(piece => new { role = "assistant", content = new string(piece) })];

    /// <summary>As providers do: the id and the name first, then the arguments in pieces, calls interleaved.</summary>
    private static IEnumerable<object> CallsOf((string Name, string Arguments)[] calls, Func<int, string>? id = null)
    {
        for (var i = 0; i < calls.Length; i++)
            yield return Piece(new { index = i, id = id?.Invoke(i) ?? $"call_{i + 1}", type = "function", function = new { name = calls[i].Name, arguments = "" } });
        var pieces = calls.Select(c => c.Arguments.Chunk(Math.Max(5, c.Arguments.Length / MostPieces)).Select(p => new string(p)).ToList()).ToList();
        for (var n = 0; n < pieces.Max(p => p.Count); n++)
            for (var i = 0; i < calls.Length; i++)
                if (n < pieces[i].Count) yield return Piece(new { index = i, function = new { arguments = pieces[i][n] } });
    }

    private static object Piece(object call) => new { tool_calls = new[] { call } };

    private static object Chunk(object delta, string? finish) => new
    {
        id = "chatcmpl-1", @object = "chat.completion.chunk", created = 1, model = "m-large", choices = new[] { new { index = 0, delta, finish_reason = finish } },
    };

    private static async Task StartAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.StartAsync();
    }

    private static async Task WriteAsync(HttpContext http, object chunk)
    {
        await http.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n");
        await http.Response.Body.FlushAsync();
    }
}
