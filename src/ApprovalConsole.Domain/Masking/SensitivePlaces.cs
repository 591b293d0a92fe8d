using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Masking;

/// <summary>The places of one document that a policy calls sensitive.</summary>
public sealed class SensitivePlaces
{
    public static readonly SensitivePlaces Nowhere = new(Enumerable.Empty<string>());

    private readonly ImmutableArray<JsonPointer> _pointers;

    public SensitivePlaces(IEnumerable<string> paths) => _pointers = [.. paths.Select(p => JsonPointer.TryParse(p, out var pointer) ? pointer : null).OfType<JsonPointer>()];

    private SensitivePlaces(ImmutableArray<JsonPointer> pointers) => _pointers = pointers;

    public bool IsEmpty => _pointers.IsEmpty;

    public SensitivePlaces And(SensitivePlaces others) => IsEmpty ? others : others.IsEmpty ? this : new(_pointers.AddRange(others._pointers));

    /// <summary>Every sensitive value with its place. Where the document is no JSON, nobody can say which part is: then all of it, at the root.</summary>
    public IEnumerable<(string Path, string Value)> ValuesIn(string document)
    {
        if (IsEmpty) return [];
        if (!StrictJson.TryParse(document, out var value, out _)) return [("", JsonSerializer.Serialize(document))];
        return _pointers.SelectMany(p => p.Expand(value)).SelectMany(part => MaskedJson.Leaves(part.Value).Select(leaf => (part.Pointer, Secrets.KeyOf(leaf))));
    }

    /// <summary>The document with what is sensitive in it masked, and wherever one of the values turns up.</summary>
    public string Masked(string document, Secrets secrets)
    {
        if (!StrictJson.TryParse(document, out var value, out _)) return IsEmpty || secrets.IsEmpty ? secrets.InText(document) : Mask.Mark;
        return MaskedJson.Of(value, _pointers.SelectMany(p => p.Expand(value)).Select(part => part.Pointer).ToHashSet(), secrets);
    }

    /// <summary>The same places of a part that was read from the document: every value at a path, together where the path names several.</summary>
    public SensitivePlaces Within(string path)
    {
        if (IsEmpty || !JsonPointer.TryParse(path, out var part)) return this;
        return new(_pointers.SelectMany(pointer => Rest(pointer, part)).ToList());
    }

    private static IEnumerable<string> Rest(JsonPointer pointer, JsonPointer part)
    {
        var shared = Math.Min(pointer.Steps.Length, part.Steps.Length);
        if (pointer.Steps.Take(shared).Zip(part.Steps).Any(pair => pair.First != pair.Second && pair.First != "*" && pair.Second != "*")) return [];
        var rest = string.Concat(pointer.Steps.Skip(shared).Select(step => "/" + JsonPointer.Escape(step)));
        return part.Steps.Contains("*") ? [rest, "/*" + rest] : [rest];
    }
}
