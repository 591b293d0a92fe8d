using System.Globalization;
using System.Text;
using ApprovalConsole.Domain.Grounding;

namespace ApprovalConsole.Domain.Masking;

/// <summary>A text as it is compared with sensitive values: without case, accents, and all that people put between the parts of a number or an address.
/// A value that a model wrote with other spaces or dashes is the same value.</summary>
internal sealed class FoldedText
{
    private readonly List<int> _origins = [];

    public FoldedText(string text)
    {
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i])) Add(char.ToLowerInvariant(text[i]), i);
            else if (text[i] >= 0x80) AddParts(text[i], i);
            else if (!IsBetween(text[i])) Add(text[i], i);
        }

        Text = folded.ToString();

        void Add(char c, int origin)
        {
            folded.Append(c);
            _origins.Add(origin);
        }

        void AddParts(char c, int origin)
        {
            if (char.IsSurrogate(c) || NormalText.IsNone(c)) Add(c, origin); // half of a pair, or none, cannot be taken apart
            else foreach (var part in $"{c}".Normalize(NormalizationForm.FormKD))
                if (!IsBetween(part)) Add(char.ToLowerInvariant(part), origin);
        }
    }

    public string Text { get; }

    /// <summary>Where a character of the folded text stood.</summary>
    public int OriginOf(int index) => _origins[index];

    /// <summary>The first folded character that stood there or later.</summary>
    public int IndexFrom(int origin)
    {
        var found = _origins.BinarySearch(origin);
        if (found < 0) return ~found;
        while (found > 0 && _origins[found - 1] == origin) found--;
        return found;
    }

    private static bool IsBetween(char c) => c is '-' or '.' or ',' or '_' or '(' or ')' or '/' or '\'' || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.DashPunctuation or UnicodeCategory.SpaceSeparator;
}
