using System.Text.Json;

namespace ApprovalConsole.Tests.Models;

/// <summary>One request as it came over the wire.</summary>
internal sealed record Asked(JsonElement Body, string? Authorization)
{
    public IReadOnlyList<JsonElement> Messages { get; } = [.. Body.GetProperty("messages").EnumerateArray()];

    /// <summary>The task: the first user message.</summary>
    public string Task { get; } = WordsOf(Body.GetProperty("messages").EnumerateArray().First(m => m.GetProperty("role").GetString() == "user"));

    /// <summary>Replies so far; 0 on the first.</summary>
    public int Turn => Messages.Count(m => m.GetProperty("role").GetString() == "assistant");

    /// <summary>What the tools answered, oldest first, as the model reads it.</summary>
    public IReadOnlyList<string> ToolAnswers => [.. Messages.Where(m => m.GetProperty("role").GetString() == "tool").Select(WordsOf)];

    public string LastToolAnswer => ToolAnswers[^1];

    public IReadOnlyList<string> Tools =>
        Body.TryGetProperty("tools", out var tools) ? [.. tools.EnumerateArray().Select(t => t.GetProperty("function").GetProperty("name").GetString()!)] : [];

    /// <summary>Content is a string or a list of parts; both are legal.</summary>
    private static string WordsOf(JsonElement message)
    {
        var content = message.GetProperty("content");
        return content.ValueKind is JsonValueKind.String
            ? content.GetString()!
            : string.Concat(content.EnumerateArray().Select(p => p.GetProperty("text").GetString()));
    }
}
