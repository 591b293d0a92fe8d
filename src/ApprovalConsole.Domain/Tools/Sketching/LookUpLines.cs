using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>That what a call names exists, found out by a tool of the same server that reads.</summary>
internal static class LookUpLines
{
    public static IEnumerable<SketchLine> Of(Tool tool, ImmutableArray<SchemaLeaf> leaves, ImmutableArray<Reader> readers, Recorded recorded)
    {
        foreach (var leaf in leaves.Where(l => !l.IsConstant && (l.IsText || l.Type is "integer")))
        {
            var listed = Listing.Best(tool, leaf, readers, recorded);
            if (IsNew(tool, leaf) is false && (leaf.IsId || listed is not null) && AsOne(leaf, readers, recorded) is { } one && !IsThere(tool, one.Rule))
                yield return Line(leaf, one.Rule, one.Reader, one.Reasons, listed);
            if (listed is not null && !IsThere(tool, listed.Rule(leaf))) yield return Line(leaf, listed.Rule(leaf), listed.Reader, listed.Reasons, listed);
        }
    }

    /// <summary>It may name what the call itself makes.</summary>
    private static bool IsNew(Tool tool, SchemaLeaf leaf) => NameWords.Of(tool.Definition.Name) is var name && Verbs.Makes(name) && Verbs.Noun(name) is var noun
        && (leaf.Words.Length < 2 || leaf.Words[..^1].SequenceEqual(noun));

    private static (CheckRule Rule, Reader Reader, ImmutableArray<string> Reasons)? AsOne(SchemaLeaf leaf, ImmutableArray<Reader> readers, Recorded recorded)
    {
        if (readers.Select(r => (Reader: r, Fit: r.Fits(leaf))).Where(r => r.Fit > 0).OrderByDescending(r => r.Fit).ThenBy(r => r.Reader.Tool.Id, StringComparer.Ordinal).FirstOrDefault().Reader is not { Key: { } key } reader) return null;
        ImmutableArray<string> reasons = [$"{reader.Tool.Definition.Name} takes {key.Name}, which is what {leaf.Name} names.", .. Found(leaf, reader, recorded)];
        return Echo(reader, key, recorded) is { } path
            ? (new() { Argument = leaf.Pointer, Optional = !leaf.IsRequired, OneOf = reader.LookUp(leaf, path) }, reader, [.. reasons, $"Its answer names it at {path}."])
            : (new() { Argument = leaf.Pointer, Optional = !leaf.IsRequired, Exists = reader.LookUp(leaf, null) }, reader, reasons);
    }

    /// <summary>Where the answer says again what was asked for: an answer that says something else is no answer.</summary>
    private static string? Echo(Reader reader, SchemaLeaf key, Recorded recorded)
    {
        if (reader.Answers.Where(a => a.IsTop && (a.Words.SequenceEqual(key.Words) || a.Words is ["id"])).OrderByDescending(a => a.Words.SequenceEqual(key.Words)).FirstOrDefault() is not { } answer) return null;
        var calls = recorded.Done(reader.Tool.Id);
        return calls.All(c => c.At(key.Pointer).SequenceEqual(c.ResultAt(answer.Pointer), JsonEquality.Instance)) ? answer.Pointer : null;
    }

    private static IEnumerable<string> Found(SchemaLeaf leaf, Reader reader, Recorded recorded)
    {
        var sources = Sources.Of(leaf, recorded.Calls, recorded);
        if (sources.Count(s => s.ToolId == reader.Tool.Id) is > 0 and var found) yield return $"{leaf.Name} was found in a result of {reader.Tool.Definition.Name} in {found} of {sources.Count} calls.";
    }

    private static bool IsThere(Tool tool, CheckRule rule) => tool.Policy.Checks.Any(c => c.Argument == rule.Argument && c.LooksUp?.Tool == rule.LooksUp!.Tool && c.LooksUp?.Path == rule.LooksUp.Path);

    private static SketchLine Line(SchemaLeaf leaf, CheckRule rule, Reader reader, ImmutableArray<string> reasons, Listing? listed) =>
        new($"check:{leaf.Pointer}:{rule.Kind}:{reader.Tool.Definition.Name}", new PolicyLine.Check(rule), reasons)
        {
            Tries = leaf.Pointer, Needs = reader.Needs, SampleFrom = listed?.Reader.LookUp(null, listed.Path),
        };
}
