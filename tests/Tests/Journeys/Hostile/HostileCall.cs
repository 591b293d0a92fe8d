using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Journeys.Hostile;

/// <summary>A call whose values are meant to mislead whoever reads them, and what the agent and the customer say beside it.</summary>
/// <param name="Words">Said by the agent and by whoever asked.</param>
internal sealed record HostileCall(string Name, string Words, JsonObject Arguments)
{
    private const int LongestWords = 2000;

    /// <summary>Holds letters that pass for others: the reader is told.</summary>
    public bool IsLookalike { get; init; }

    /// <summary>The text as the decisive value, and in the middle of another.</summary>
    public static HostileCall Of(string name, string text) => new(name, Cut(text), new() { ["amount"] = 120, ["body"] = $"before{text}after", ["to"] = text });

    public static HostileCall Lookalike(string name, string text) => Of(name, text) with { IsLookalike = true };

    /// <summary>The text in a value that does not decide.</summary>
    public static HostileCall InBody(string name, string text) => new(name, "Send it.", new() { ["amount"] = 120, ["body"] = text, ["to"] = "ana@example.com" });

    /// <summary>Arguments besides the usual ones.</summary>
    public static HostileCall With(string name, IEnumerable<(string Name, JsonNode? Value)> more)
    {
        var call = InBody(name, "hello");
        foreach (var (key, value) in more) call.Arguments[key] = value;
        return call;
    }

    private static string Cut(string text) => text.Length <= LongestWords ? text : text[..LongestWords];
}
