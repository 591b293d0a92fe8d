namespace ApprovalConsole.Web.Shared.Text;

/// <summary>Spaces, tabs and line breaks, of which nobody sees how many there are at the end of a line, at either end of a value, or in a long row.</summary>
internal static class Blanks
{
    /// <summary>More of them between two words are seen as one.</summary>
    private const int MostBetween = 2;

    /// <summary>Indents JSON as deep as any that is let in.</summary>
    private const int MostIndent = 100;

    /// <summary>Two empty lines.</summary>
    private const int MostLineBreaks = 3;

    public static bool Is(char unit) => unit is ' ' or '\t' or '\n';

    /// <summary>The end of the row of equal ones.</summary>
    public static int EndOf(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] == text[at]) end++;
        return end;
    }

    /// <param name="end">Of the row of equal ones.</param>
    public static bool MustBeCounted(string text, int at, int end)
    {
        if (at == 0 || end == text.Length) return true;
        var times = end - at;
        if (text[at] is '\n') return times > MostLineBreaks;
        return text[end] is '\n' || times > (text[at - 1] is '\n' ? MostIndent : MostBetween);
    }
}
