using System.Text.Json;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>Finds the dialect that a <c>$schema</c> names.</summary>
internal sealed class Dialects(KnownDocuments documents)
{
    private const string VocabularyPrefix = "https://json-schema.org/draft/2020-12/vocab/";

    private readonly Dictionary<string, Dialect> _custom = new(StringComparer.Ordinal);

    /// <exception cref="UnusableSchemaException">The dialect is unknown, or asks for a vocabulary that is not implemented.</exception>
    internal Dialect Find(string uri, string place)
    {
        var address = uri.TrimEnd('#');
        return address switch
        {
            "https://json-schema.org/draft/2020-12/schema" => Dialect.Draft202012,
            "http://json-schema.org/draft-07/schema" or "https://json-schema.org/draft-07/schema" => Dialect.Draft07,
            _ when _custom.TryGetValue(address, out var known) => known,
            _ when documents.Find(address) is { } metaschema => _custom[address] = Custom(address, metaschema, place),
            _ => throw new UnusableSchemaException(place, $"$schema names {address}; 2020-12 and draft-07 are understood."),
        };
    }

    private static Dialect Custom(string address, JsonElement metaschema, string place)
    {
        if (metaschema.ValueKind != JsonValueKind.Object || !metaschema.TryGetProperty("$vocabulary", out var vocabularies))
            return Dialect.Draft202012;
        if (vocabularies.ValueKind != JsonValueKind.Object)
            throw new UnusableSchemaException(place, $"the $vocabulary of {address} is not an object.");
        var known = Vocabulary.None;
        foreach (var entry in vocabularies.EnumerateObject())
        {
            var vocabulary = Named(entry.Name);
            if (vocabulary == Vocabulary.None && entry.Value.ValueKind != JsonValueKind.False)
                throw new UnusableSchemaException(place, $"{address} requires the vocabulary {entry.Name}, which is not implemented.");
            known |= vocabulary;
        }
        return Dialect.Custom(address, known);
    }

    // format-assertion is left out: it would require every format of the specification, and the boundary asserts five.
    private static Vocabulary Named(string uri) => !uri.StartsWith(VocabularyPrefix, StringComparison.Ordinal) ? Vocabulary.None : uri[VocabularyPrefix.Length..] switch
    {
        "core" => Vocabulary.Core,
        "applicator" => Vocabulary.Applicator,
        "unevaluated" => Vocabulary.Unevaluated,
        "validation" => Vocabulary.Validation,
        "meta-data" or "format-annotation" or "content" => Vocabulary.Annotation,
        _ => Vocabulary.None,
    };
}
