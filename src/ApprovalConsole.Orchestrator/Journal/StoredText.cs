using System.Text;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>A text as a column holds it. SQLite's interface ends a text at a NUL and PostgreSQL takes none, but a model, a tool or a person may well write one.</summary>
internal static class StoredText
{
    private const char Escape = '\uFFFE'; // no character, by Unicode's word, and never will be
    private const char Nul = '0';

    /// <summary>For a text that is read back as it was.</summary>
    public static string Of(string text) => text.AsSpan().ContainsAny('\0', Escape) ? text.Replace($"{Escape}", $"{Escape}{Escape}", StringComparison.Ordinal).Replace("\0", $"{Escape}{Nul}", StringComparison.Ordinal) : text;

    /// <summary>The text that was stored.</summary>
    public static string Read(string stored)
    {
        if (!stored.Contains(Escape)) return stored;
        var text = new StringBuilder(stored.Length);
        for (var i = 0; i < stored.Length; i++)
        {
            var isEscaped = stored[i] == Escape && i + 1 < stored.Length && stored[i + 1] is Nul or Escape;
            text.Append(!isEscaped ? stored[i] : stored[++i] == Nul ? '\0' : Escape);
        }

        return text.ToString();
    }

    /// <summary>For a name that is only shown and looked for.</summary>
    public static string? NameOf(string? text) => text?.Replace('\0', '\uFFFD');
}
