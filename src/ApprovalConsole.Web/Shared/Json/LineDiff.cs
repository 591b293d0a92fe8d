using System.Collections.Immutable;

namespace ApprovalConsole.Web.Shared.Json;

/// <summary>What became of a line.</summary>
public enum LineChange
{
    Same,
    Gone,
    New,

    /// <summary>Stands for lines that are the same and are not shown.</summary>
    Skipped,
}

/// <param name="Text">For <see cref="LineChange.Skipped"/>: how many lines.</param>
public readonly record struct DiffLine(LineChange Change, string Text);

/// <summary>Two JSON texts, line by line: the longest common subsequence stays, with a few lines around each change. A comma that came or went only
/// because something follows or not is no change.</summary>
public static class LineDiff
{
    private const int Around = 2;

    // Beyond this the middle is shown as replaced whole: a server must not keep us busy with the text it sends.
    private const long MostCells = 4_000_000;

    /// <returns>Empty where the texts are the same.</returns>
    public static ImmutableArray<DiffLine> Between(string was, string now)
    {
        if (was == now) return [];
        var (a, b) = (was.Split('\n'), now.Split('\n'));
        var head = 0;
        while (head < a.Length && head < b.Length && IsSame(a[head], b[head])) head++;
        var tail = 0;
        while (tail < a.Length - head && tail < b.Length - head && IsSame(a[^(tail + 1)], b[^(tail + 1)])) tail++;
        return Folded([.. Same(b[..head]), .. Middle(a[head..^tail], b[head..^tail]), .. Same(b[^tail..])]);
    }

    private static bool IsSame(string was, string now) => was.AsSpan().TrimEnd(',').SequenceEqual(now.AsSpan().TrimEnd(','));

    private static IEnumerable<DiffLine> Same(string[] lines) => lines.Select(line => new DiffLine(LineChange.Same, line));

    private static List<DiffLine> Middle(string[] a, string[] b)
    {
        if ((long)a.Length * b.Length > MostCells) return [.. a.Select(line => new DiffLine(LineChange.Gone, line)), .. b.Select(line => new DiffLine(LineChange.New, line))];
        var common = Lengths(a, b);
        var lines = new List<DiffLine>();
        var (i, j) = (0, 0);
        while (i < a.Length || j < b.Length)
        {
            if (i < a.Length && j < b.Length && IsSame(a[i], b[j])) { lines.Add(new(LineChange.Same, b[j++])); i++; }
            else if (j >= b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1])) lines.Add(new(LineChange.Gone, a[i++]));
            else lines.Add(new(LineChange.New, b[j++]));
        }

        return lines;
    }

    private static int[,] Lengths(string[] a, string[] b)
    {
        var lengths = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                lengths[i, j] = IsSame(a[i], b[j]) ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        return lengths;
    }

    private static ImmutableArray<DiffLine> Folded(ImmutableArray<DiffLine> lines)
    {
        var folded = ImmutableArray.CreateBuilder<DiffLine>();
        var skipped = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var isNear = lines[Math.Max(0, i - Around)..Math.Min(lines.Length, i + Around + 1)].Any(l => l.Change is not LineChange.Same);
            if (!isNear && ++skipped > 0) continue;
            Close();
            folded.Add(lines[i]);
        }

        Close();
        return folded.ToImmutable();

        void Close()
        {
            if (skipped > 0) folded.Add(new(LineChange.Skipped, skipped == 1 ? "1 line as before" : $"{skipped} lines as before"));
            skipped = 0;
        }
    }
}
