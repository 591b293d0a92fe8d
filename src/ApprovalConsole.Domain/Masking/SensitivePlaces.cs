using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Masking;

/// <summary>The places of one document that a policy calls sensitive. Names are compared without case, accents and dashes, and what stands under a name that the tool does not list is
/// sensitive where anything is: a model that misspells a name gives its value away otherwise.</summary>
public sealed class SensitivePlaces
{
    public static readonly SensitivePlaces Nowhere = new(ImmutableArray<ImmutableArray<string>>.Empty, []);

    /// <summary>All of a document of which nobody can say what it is.</summary>
    public static readonly SensitivePlaces Everywhere = new([ImmutableArray<string>.Empty], []);

    private readonly ImmutableArray<ImmutableArray<string>> _paths; // steps, folded
    private readonly ImmutableArray<JsonElement> _schemas;

    /// <param name="paths">JSON pointers, <c>*</c> for every item or member.</param>
    /// <param name="schema">Lists the names there are; null: nobody says.</param>
    public SensitivePlaces(IEnumerable<string> paths, JsonElement? schema = null)
        : this([.. paths.Select(p => JsonPointer.TryParse(p, out var pointer) ? pointer : null).OfType<JsonPointer>().Select(p => p.Steps.Select(Folded).ToImmutableArray())], schema is { } listed ? [listed] : [])
    {
    }

    private SensitivePlaces(ImmutableArray<ImmutableArray<string>> paths, ImmutableArray<JsonElement> schemas) => (_paths, _schemas) = (paths, schemas);

    public bool IsEmpty => _paths.IsEmpty;

    public SensitivePlaces And(SensitivePlaces others) => IsEmpty ? others : others.IsEmpty ? this : new(_paths.AddRange(others._paths), _schemas.AddRange(others._schemas));

    /// <summary>Every sensitive value with its place. Where the document is no JSON, nobody can say which part is: then all of it, at the root.</summary>
    public IEnumerable<(string Path, string Value)> ValuesIn(string document)
    {
        if (IsEmpty) return [];
        if (!StrictJson.TryParse(document, out var value, out _)) return [("", JsonSerializer.Serialize(document))];
        return PartsOf(value).SelectMany(part => MaskedJson.Leaves(part.Value).Select(leaf => (part.At.ToString(), Secrets.KeyOf(leaf)))).Concat(ValuesAsNames(value));
    }

    /// <summary>Names that nobody listed and that do not read like one: a model may have put a value where a name belongs.</summary>
    private IEnumerable<(string Path, string Value)> ValuesAsNames(JsonElement value)
    {
        var unlisted = _schemas.SelectMany(schema => Unlisted(Trail.Root, value, SchemaPlace.Root(schema))).ToList();
        var names = unlisted.SelectMany(part => NamesIn(part.Value).Append(JsonPointer.TryParse(part.At.ToString(), out var at) ? at.Steps[^1] : ""));
        if (_paths.Any(steps => steps.IsEmpty)) names = names.Concat(NamesIn(value));
        return names.Where(name => !name.All(c => char.IsLetter(c) || c is '_' or '-' or '.')).Select(name => ("", Secrets.KeyOf(JsonSerializer.SerializeToElement(name))));
    }

    private static IEnumerable<string> NamesIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => NamesIn(member.Value).Append(member.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(NamesIn),
        _ => [],
    };

    /// <summary>The document with what is sensitive in it masked, and wherever one of the values turns up.</summary>
    public string Masked(string document, Secrets secrets)
    {
        if (!StrictJson.TryParse(document, out var value, out _)) return IsEmpty || secrets.IsEmpty ? secrets.InText(document) : Mask.Mark;
        return MaskedJson.Of(value, PartsOf(value).Select(part => part.At.ToString()).ToHashSet(), secrets);
    }

    /// <summary>The same places of a part that was read from the document: every value at a path, together where the path names several.</summary>
    public SensitivePlaces Within(string path)
    {
        if (IsEmpty || !JsonPointer.TryParse(path, out var part)) return this;
        return new([.. _paths.SelectMany(steps => Rest(steps, part.Steps))], []);
    }

    private IEnumerable<(Trail At, JsonElement Value)> PartsOf(JsonElement value) => IsEmpty ? [] :
        PartsOf(Trail.Root, value).Concat(_schemas.SelectMany(schema => Unlisted(Trail.Root, value, SchemaPlace.Root(schema))));

    /// <summary>Words where a record is thought to be are sensitive as a whole; so is what is left of a record that was cut. An answer of several blocks is looked at block by block.</summary>
    private IEnumerable<(Trail At, JsonElement Value)> PartsOf(Trail at, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when CutResult.HeadOf(value) is { } head => [(at.To(CutResult.Head), head)],
        JsonValueKind.Object => _paths.SelectMany(steps => Named(at, value, steps)),
        JsonValueKind.Array when _paths.All(IsOfRecord) => value.EnumerateArray().Index().SelectMany(item => PartsOf(at.To(item.Index), item.Item)),
        JsonValueKind.Array => _paths.SelectMany(steps => Named(at, value, steps)),
        _ => [(at, value)],
    };

    private static bool IsOfRecord(ImmutableArray<string> steps) => steps is [var first, ..] && first != Every && !first.All(char.IsAsciiDigit);

    private static IEnumerable<(Trail At, JsonElement Value)> Named(Trail at, JsonElement value, ImmutableArray<string> steps) => steps is not [var step, .. var rest]
        ? [(at, value)] : Within(at, value).Where(part => step == Every || step == part.Name).SelectMany(part => Named(part.At, part.Value, rest));

    private static IEnumerable<(Trail At, JsonElement Value)> Unlisted(Trail at, JsonElement value, SchemaPlace place) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => place.IsListed(member.Name) ? Unlisted(at.To(member.Name), member.Value, place.Member(member.Name)) : [(at.To(member.Name), member.Value)]),
        JsonValueKind.Array => value.EnumerateArray().Index().SelectMany(item => Unlisted(at.To(item.Index), item.Item, place.Item(item.Index))),
        _ => [],
    };

    private static IEnumerable<(Trail At, string Name, JsonElement Value)> Within(Trail at, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(member => (at.To(member.Name), Folded(member.Name), member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Index().Select(item => (at.To(item.Index), item.Index.ToString(CultureInfo.InvariantCulture), item.Item)),
        _ => [],
    };

    private static IEnumerable<ImmutableArray<string>> Rest(ImmutableArray<string> steps, ImmutableArray<string> part)
    {
        var shared = Math.Min(steps.Length, part.Length);
        if (steps.Take(shared).Zip(part).Any(pair => pair.First != Folded(pair.Second) && pair.First != Every && pair.Second != Every)) return [];
        ImmutableArray<string> rest = [.. steps.Skip(shared)];
        return part.Contains(Every) ? [rest, [Every, .. rest]] : [rest];
    }

    private const string Every = "*";

    private static string Folded(string name) => new FoldedText(name).Text;
}
