using System.Text.RegularExpressions;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>Words that somebody looks for in what a list may show, in any case.</summary>
internal sealed partial class SearchWords(string text)
{
    private readonly string[] _words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The longest stretch of plain letters and digits, small; null where there is none. The database looks for that: it knows no other letter's capital, and text in JSON is not spelled as it is read.</summary>
    public string? Telling { get; } = Plain().Matches(text).Select(m => m.Value.ToLowerInvariant()).MaxBy(w => w.Length);

    /// <summary>Whether the texts, as they are shown, hold each of the words: what stands between them there, as a currency sign before an amount, nobody types.</summary>
    public bool AreIn(params IEnumerable<string?> texts) => _words.All(word => texts.Any(t => t?.Contains(word, StringComparison.OrdinalIgnoreCase) is true));

    public static SearchWords? Of(string? text) => string.IsNullOrWhiteSpace(text) ? null : new(text.Trim());

    [GeneratedRegex("[A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
