namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>Reads a bracketed class, after its opening bracket.</summary>
internal static class ClassReader
{
    internal static CodePointSet Read(PatternText text)
    {
        var negated = text.TryTake("^");
        var set = CodePointSet.Empty;
        while (!text.TryTake("]"))
        {
            var (first, character) = Member(text);
            if (character is { } from && text.IsNext('-') && TryRange(text, from) is { } range)
                first = range;
            set = set.Union(first);
        }
        return negated ? set.Complement() : set;
    }

    private static CodePointSet? TryRange(PatternText text, int from)
    {
        text.Take();
        if (text.IsNext(']'))
            return CodePointSet.Of([(from, from), ('-', '-')]);   // a hyphen at the end is a hyphen
        var (set, to) = Member(text);
        if (to is null)
            return set.Union(CodePointSet.Of([(from, from), ('-', '-')]));
        return from <= to ? CodePointSet.Of([(from, to.Value)]) : throw new UnusablePatternException("a range in a class runs backwards.");
    }

    /// <returns>What one member stands for, and the character where it is a single one that may start or end a range.</returns>
    private static (CodePointSet Set, int? Character) Member(PatternText text)
    {
        var codePoint = text.TakeCodePoint();
        if (codePoint != '\\')
            return (CodePointSet.Of(codePoint), codePoint);
        if (text.TryTake("b"))
            return (CodePointSet.Of('\b'), '\b');                  // a word boundary only outside a class
        var set = EscapeReader.Read(text);
        return (set, set.Single);
    }
}
