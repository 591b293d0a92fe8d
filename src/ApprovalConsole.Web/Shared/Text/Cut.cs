namespace ApprovalConsole.Web.Shared.Text;

/// <summary>Beginnings and ends of long texts, measured by what is drawn of them: a character that hides is drawn as a token of eight.</summary>
internal static class Cut
{
    /// <summary>Whether more characters than these are drawn.</summary>
    public static bool IsLonger(string text, int most) => text.Length > most || VisibleText.Plain(text).Length > most;

    /// <summary>As much of the beginning as has room.</summary>
    public static string Head(string text, int characters, int lines)
    {
        var at = Math.Min(characters, text.Length);
        for (var (line, i) = (1, 0); i < at; i++)
            if (text[i] is '\n' && ++line > lines) at = i;
        while (at > 1 && IsLonger(text[..at], characters)) at -= Math.Max(1, at / 8);
        return text[..Whole(text, at)];
    }

    /// <summary>As much of the end as has room.</summary>
    public static string Tail(string text, int characters, int lines)
    {
        var at = Math.Max(0, text.Length - characters);
        for (var (line, i) = (1, text.Length - 1); i >= at; i--)
            if (text[i] is '\n' && ++line > lines) at = i + 1;
        while (at < text.Length - 1 && IsLonger(text[at..], characters)) at += Math.Max(1, (text.Length - at) / 8);
        return text[Whole(text, at)..];
    }

    // Never through the middle of a surrogate pair.
    private static int Whole(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
