using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ApprovalConsole.Tests.Models;

/// <summary>A reply in one piece, for clients that do not ask for a stream: what the stream's pieces are together.</summary>
internal static class WholeReply
{
    private static readonly object Wanted = new();

    public static void Want(HttpContext http) => http.Items[Wanted] = true;

    public static bool IsWanted(HttpContext http) => http.Items.ContainsKey(Wanted);

    public static Task SendAsync(HttpContext http, IEnumerable<object> deltas, string? finish, object? usage)
    {
        var (text, calls) = ("", new SortedDictionary<int, JsonObject>());
        foreach (var delta in deltas.Select(d => JsonSerializer.SerializeToNode(d)!.AsObject()))
        {
            text += (string?)delta["content"];
            foreach (var piece in delta["tool_calls"]?.AsArray() ?? []) Take(calls, piece!.AsObject());
        }

        var message = new JsonObject { ["role"] = "assistant", ["content"] = text.Length > 0 ? text : null };
        if (calls.Count > 0) message["tool_calls"] = new JsonArray([.. calls.Values]);
        return http.Response.WriteAsJsonAsync(new
        {
            id = $"chatcmpl-{Guid.NewGuid():N}", @object = "chat.completion", created = 1, model = "m-large", choices = new[] { new { index = 0, message, finish_reason = finish } }, usage,
        });
    }

    private static void Take(SortedDictionary<int, JsonObject> calls, JsonObject piece)
    {
        var index = (int)piece["index"]!;
        if (!calls.TryGetValue(index, out var call))
        {
            piece.Remove("index");
            calls[index] = piece.DeepClone().AsObject();
            return;
        }

        call["function"]!["arguments"] = (string?)call["function"]!["arguments"] + (string?)piece["function"]!["arguments"];
    }
}
