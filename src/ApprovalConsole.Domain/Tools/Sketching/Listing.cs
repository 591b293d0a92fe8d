using System.Collections.Immutable;
using ApprovalConsole.Domain.Checks;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>A place in the answer of a tool that lists all there is, where a value of a call would have to be found.</summary>
internal sealed record Listing(Reader Reader, string Path, ImmutableArray<string> Reasons)
{
    private int Weight { get; init; }

    /// <returns>Null where no place is plainly the one.</returns>
    public static Listing? Best(Tool tool, SchemaLeaf leaf, ImmutableArray<Reader> readers, Recorded recorded)
    {
        var name = NameWords.Of(tool.Definition.Name);
        var made = Verbs.Makes(name) ? Verbs.Noun(name) : [];
        var sources = Sources.Of(leaf, recorded.Done(tool.Id), recorded);
        return readers.Where(r => r.ListsAll).SelectMany(r => r.Answers.Where(a => a.IsOfList && (a.Type == leaf.Type || (a.Type == "number" && leaf.Type == "integer"))).Select(a => Of(leaf, r, a, name, made, sources))).OfType<Listing>()
            .OrderByDescending(l => l.Weight).ThenBy(l => l.Reader.Tool.Id, StringComparer.Ordinal).ThenBy(l => l.Path, StringComparer.Ordinal).FirstOrDefault();
    }

    public CheckRule Rule(SchemaLeaf leaf) => new() { Argument = leaf.Pointer, Optional = !leaf.IsRequired, OneOf = Reader.LookUp(null, Path) };

    private static Listing? Of(SchemaLeaf leaf, Reader reader, SchemaLeaf answer, ImmutableArray<string> name, ImmutableArray<string> made, IReadOnlyList<Sources.Source> sources)
    {
        var (who, at) = (reader.Tool.Definition.Name, answer.Pointer);
        var thing = answer.Names.Length > 1 ? NameWords.Singular(NameWords.Of(answer.Names[^2])) : Verbs.Noun(reader.Name);
        var isAnothers = leaf is { IsId: true, Words.Length: > 1 } && !leaf.Words[..^1].SequenceEqual(made); // the parent of what is made is there
        if (!made.IsEmpty && ((thing.SequenceEqual(made) && !isAnothers) || leaf.Pointer == at)) return null; // what is about to be made is not there yet
        if (made.IsEmpty && leaf.Pointer == at) return new(reader, at, [$"{who} answers in the same places: {at}."]) { Weight = 4 };
        if (sources.Count >= Recorded.FewestToAgree && sources.All(s => s.ToolId == reader.Tool.Id && s.Path == at))
            return new(reader, at, [$"{leaf.Name} was found at {at} of a result of {who} in {sources.Count} of {sources.Count} calls."]) { Weight = 3 };
        if (leaf.Words.SequenceEqual([.. thing, .. answer.Words]) && thing.Length > 0) return new(reader, at, [$"By its name it is the {NameWords.Spoken(answer.Words)} of one {NameWords.Spoken(thing)}, and {who} lists those at {at}."]) { Weight = 2 };
        if (made.IsEmpty && leaf is { IsTop: true, Words: ["id"] } && answer.Words is ["id"] && thing.Length > 0 && Verbs.Noun(name).SequenceEqual(thing))
            return new(reader, at, [$"It is the id of one {NameWords.Spoken(thing)}, as the tool is called, and {who} lists those at {at}."]) { Weight = 2 };
        if (made.IsEmpty && leaf.Name == answer.Name && (leaf.Words.Length > 1 || (at.EndsWith("/*", StringComparison.Ordinal) && leaf.Pointer.EndsWith("/*", StringComparison.Ordinal))))
            return new(reader, at, [$"{who} lists what is called the same at {at}."]) { Weight = 2 };
        if (Says(leaf.Description, answer.Words, thing)) return new(reader, at, [$"Its description says that it is the {NameWords.Spoken(answer.Words)} of one {NameWords.Spoken(thing)}, and {who} lists those at {at}."]) { Weight = 1 };
        return null;
    }

    /// <summary>As in "The name of the entity where the relation starts", or "Parent task ID".</summary>
    private static bool Says(string description, ImmutableArray<string> what, ImmutableArray<string> thing) => !thing.IsEmpty && (Holds(description, $"{NameWords.Spoken(thing)} {NameWords.Spoken(what)}") || Holds(description, $"{NameWords.Spoken(thing)} {NameWords.Spoken(what)}s")
        || Articles.Any(article => Holds(description, $"{NameWords.Spoken(what)} of {article} {NameWords.Spoken(thing)}")));

    private static bool Holds(string description, string phrase) => $" {description} ".Contains($" {phrase} ", StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Articles = ["the", "an", "a"];
}
