using System.Globalization;
using System.Text;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>A normal text that knows where each of its characters stands in the text that it was made from.</summary>
/// <param name="Normal">As <see cref="NormalText.TryRead"/> makes it.</param>
internal sealed record MappedText(string Normal, int[] Starts, int[] Ends)
{
    /// <returns>Null for text that is not Unicode, and where what is normal of the whole is not what is normal of its parts: then no place is known.</returns>
    internal static MappedText? Of(string text)
    {
        if (!NormalText.TryRead(text, out var whole)) return null;
        var (normal, starts, ends) = (new StringBuilder(text.Length), new List<int>(text.Length), new List<int>(text.Length));
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            var part = text.AsSpan(at, length);
            foreach (var unit in Ascii.IsValid(part) ? part.ToString() : part.ToString().Normalize(NormalizationForm.FormKC))
            {
                if (char.IsWhiteSpace(unit) && (normal.Length == 0 || normal[^1] == ' ')) continue;
                normal.Append(char.IsWhiteSpace(unit) ? ' ' : char.ToLowerInvariant(unit));
                starts.Add(at);
                ends.Add(at + length);
            }

            at += length;
        }

        if (normal.Length > 0 && normal[^1] == ' ') normal.Length--;
        return normal.ToString() == whole ? new(whole, [.. starts], [.. ends]) : null;
    }

    /// <summary>The place in the text that it was made from.</summary>
    internal SeenPlace PlaceOf(int start, int end) => new(Starts[start], Ends[end - 1] - Starts[start]);
}
