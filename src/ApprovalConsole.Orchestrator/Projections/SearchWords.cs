using System.Text.RegularExpressions;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>Words that somebody looks for in what a list may show, in any case.</summary>
internal sealed partial class SearchWords(string text)
{
    /// <summary>The longest stretch of plain letters and digits, small; null where there is none. The database looks for that: it knows no other letter's capital, and text in JSON is not spelled as it is read.</summary>
    public string? Telling { get; } = Plain().Matches(text).Select(m => m.Value.ToLowerInvariant()).MaxBy(w => w.Length);

    /// <summary>Whether one of the texts, as it is shown, holds the words as they are written.</summary>
    public bool AreIn(params IEnumerable<string?> texts) => texts.Any(t => t?.Contains(text, StringComparison.OrdinalIgnoreCase) is true);

    public static SearchWords? Of(string? text) => string.IsNullOrWhiteSpace(text) ? null : new(text.Trim());

    [GeneratedRegex("[A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
