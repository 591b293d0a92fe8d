using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>That what a call touches, or a read hands out, belongs to the user on whose behalf it is made.</summary>
internal static class OwnershipLines
{
    public static IEnumerable<SketchLine> Of(Tool tool, ImmutableArray<SchemaLeaf> leaves, ImmutableArray<Reader> readers, Recorded recorded, bool isRead)
    {
        var done = recorded.Done(tool.Id);
        foreach (var leaf in leaves.Where(l => l is { IsTop: true, IsRequired: true, IsConstant: false }))
        {
            if (Attribute(leaf.Words, leaf.Name, done, c => c.At(leaf.Pointer), recorded) is { } own && !tool.Policy.Authorization.Any(a => a.MustEqual is not null && a.Argument == leaf.Pointer))
                yield return Line($"own:{leaf.Pointer}", new() { Argument = leaf.Pointer, MustEqual = Hole(own.Name) }, own, [], leaf.Pointer);
            else if (!isRead && leaf.IsId && Owned(leaf, readers, done, recorded) is { } found && !tool.Policy.Authorization.Any(a => a.Owns?.Tool == found.Rule.Owns!.Tool))
                yield return Line($"owns:{leaf.Pointer}", found.Rule, found.Own, found.Needs, leaf.Pointer);
        }

        if (isRead && Result(tool, done, recorded) is { } result && !tool.Policy.Authorization.Any(a => a.ResultOwns is not null)) yield return result;
    }

    private sealed record Own(string Name, ImmutableArray<string> Reasons, bool IsClaim);

    private static (AuthorizationRule Rule, Own Own, ImmutableArray<string> Needs)? Owned(SchemaLeaf leaf, ImmutableArray<Reader> readers, ImmutableArray<RecordedCall> done, Recorded recorded)
    {
        foreach (var reader in readers.Where(r => r.Fits(leaf) > 0).OrderByDescending(r => r.Fits(leaf)))
        {
            var looked = done.Where(c => c.At(leaf.Pointer).Any()).Select(c => (Call: c, Result: recorded.Calls.FirstOrDefault(r => r.ToolId == reader.Tool.Id && r.IsDone && r.RunId == c.RunId
                && r.At(reader.Key!.Pointer).SequenceEqual(c.At(leaf.Pointer), JsonEquality.Instance)))).Where(l => l.Result is not null).ToList();
            foreach (var answer in reader.Answers.Where(a => a.IsTop && a.Pointer != leaf.Pointer && (NameWords.IsOwner(a.Words) || looked.Count >= Recorded.FewestToAgree)).OrderByDescending(a => NameWords.IsOwner(a.Words)))
                if (Attribute(answer.Words, answer.Name, [.. looked.Select(l => l.Call)], c => looked.First(l => l.Call == c).Result!.ResultAt(answer.Pointer), recorded) is { } own)
                    return (new() { Owns = new() { Tool = reader.Tool.Id, Arguments = reader.LookUp(leaf, null).Arguments, Path = answer.Pointer, MustEqual = Hole(own.Name) } },
                        own with { Reasons = [$"{reader.Tool.Definition.Name} says at {answer.Pointer} whose it is.", .. own.Reasons] }, reader.Needs);
        }

        return null;
    }

    private static SketchLine? Result(Tool tool, ImmutableArray<RecordedCall> done, Recorded recorded)
    {
        foreach (var answer in Answers.Of(tool, recorded).Where(a => a.IsTop && NameWords.IsOwner(a.Words)))
            if (Attribute(answer.Words, answer.Name, done, c => c.ResultAt(answer.Pointer), recorded) is { } own)
                return Line($"result:{answer.Pointer}", new() { ResultOwns = new() { Path = answer.Pointer, MustEqual = Hole(own.Name) } }, own, [], null);
        return null;
    }

    /// <summary>The attribute of the user that the values are equal to: in all calls, or by its name where users have one that is called so.</summary>
    private static Own? Attribute(ImmutableArray<string> words, string name, ImmutableArray<RecordedCall> calls, Func<RecordedCall, IEnumerable<JsonElement>> valuesOf, Recorded recorded)
    {
        var known = calls.Where(c => c.Attributes is not null && valuesOf(c).Any()).ToList();
        if (known.Count >= Recorded.FewestToAgree && recorded.Attributes.Where(a => known.TrueForAll(c => valuesOf(c).All(v => c.Attributes!.Value.TryGetProperty(a, out var own) && JsonEquality.Instance.Equals(own, v)))).FirstOrDefault() is { } equal)
            return new(equal, [$"It was the user's {equal} in {known.Count} of {known.Count} calls."], false);
        if (!NameWords.IsOwner(words)) return null;
        var named = recorded.Attributes.FirstOrDefault(a => NameWords.Of(a).SequenceEqual(words));
        if (named is null && !recorded.Attributes.IsEmpty) return null;
        if (known.Exists(c => named is not null && valuesOf(c).Any(v => c.Attributes!.Value.TryGetProperty(named, out var own) && !JsonEquality.Instance.Equals(own, v)))) return null; // the record speaks against it
        return new(named ?? name, [named is null ? $"Only its name says so, and nothing is known of users yet: they would need an attribute {name}." : $"Users have an attribute of that name: {named}."], true);
    }

    private static JsonElement Hole(string attribute) => JsonSerializer.SerializeToElement($"{{principal.attributes.{attribute}}}");

    private static SketchLine Line(string id, AuthorizationRule rule, Own own, ImmutableArray<string> needs, string? tries) => new(id, new PolicyLine.Owned(rule), own.Reasons) { IsClaim = own.IsClaim, Needs = needs, Tries = tries };
}
