using System.Collections.Immutable;
using System.Globalization;

namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>A set of characters (code points without surrogates), and how .NET, which matches UTF-16 units, is asked for one of them.</summary>
internal sealed class CodePointSet
{
    private const int LastBmp = 0xFFFF;
    private const int Last = 0x10FFFF;
    private static readonly (int First, int Last) Surrogates = (0xD800, 0xDFFF);

    private readonly ImmutableArray<(int First, int Last)> _ranges;

    private CodePointSet(IEnumerable<(int First, int Last)> ranges) => _ranges = Merge(WithoutSurrogates(ranges));

    internal static CodePointSet Empty { get; } = new([]);

    internal static CodePointSet Of(params IEnumerable<(int First, int Last)> ranges) => new(ranges);

    internal static CodePointSet Of(int codePoint) => new([(codePoint, codePoint)]);

    /// <summary>The character of a set of one; null for any other set.</summary>
    internal int? Single => _ranges is [var (first, last)] && first == last ? first : null;

    internal CodePointSet Union(CodePointSet other) => new(_ranges.Concat(other._ranges));

    internal CodePointSet Complement()
    {
        var gaps = new List<(int First, int Last)>();
        var next = 0;
        foreach (var (first, last) in Merge(_ranges.Add(Surrogates)))
        {
            if (first > next)
                gaps.Add((next, first - 1));
            next = last + 1;
        }
        if (next <= Last)
            gaps.Add((next, Last));
        return new(gaps);
    }

    /// <summary>One closed .NET expression that matches exactly one character of the set.</summary>
    internal string ToRegex()
    {
        var bmp = _ranges.Where(range => range.First <= LastBmp).Select(range => Range(range.First, Math.Min(range.Last, LastBmp))).ToList();
        // A class that rules out every unit is how .NET spells "nothing".
        var units = bmp.Count > 0 ? $"[{string.Concat(bmp)}]" : @"[^\u0000-\uFFFF]";
        var pairs = Astral().ToList();
        if (pairs.Count == 0)
            return units;
        return bmp.Count == 0 ? $"(?:{string.Join('|', pairs)})" : $"(?:{units}|{string.Join('|', pairs)})";
    }

    // Characters above the BMP are two units: the high ones that allow the same low ones share a branch.
    private IEnumerable<string> Astral() => _ranges.Where(range => range.Last > LastBmp)
        .SelectMany(range => Pairs(Math.Max(range.First, LastBmp + 1), range.Last))
        .GroupBy(pair => pair.High, pair => Range(pair.LowFirst, pair.LowLast))
        .Select(high => (High: high.Key, Low: string.Concat(high)))
        .GroupBy(pair => pair.Low, pair => pair.High)
        .Select(low => $"[{string.Concat(low.Select(high => Range(high, high)))}][{low.Key}]");

    private static IEnumerable<(int High, int LowFirst, int LowLast)> Pairs(int first, int last)
    {
        for (var high = first >> 10; high <= last >> 10; high++)
        {
            var lowFirst = high == first >> 10 ? first & 0x3FF : 0;
            var lowLast = high == last >> 10 ? last & 0x3FF : 0x3FF;
            yield return (0xD800 + high - (0x10000 >> 10), 0xDC00 + lowFirst, 0xDC00 + lowLast);
        }
    }

    private static string Range(int first, int last) => first == last ? Unit(first) : $"{Unit(first)}-{Unit(last)}";

    private static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $"\\u{unit:X4}");

    // The surrogates are no characters, so a range that spans them leaves them out.
    private static IEnumerable<(int First, int Last)> WithoutSurrogates(IEnumerable<(int First, int Last)> ranges) => ranges.SelectMany(
        range => new[] { (range.First, Math.Min(range.Last, Surrogates.First - 1)), (Math.Max(range.First, Surrogates.Last + 1), range.Last) }
            .Where(part => part.Item1 <= part.Item2));

    private static ImmutableArray<(int First, int Last)> Merge(IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var (first, last) in ranges.Order())
        {
            if (merged is [.., var (start, end)] && first <= end + 1)
                merged[^1] = (start, Math.Max(end, last));
            else
                merged.Add((first, last));
        }
        return [.. merged];
    }
}
