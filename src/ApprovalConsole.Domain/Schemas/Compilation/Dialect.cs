using System.Collections.Frozen;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>What the keywords of a schema mean: said by <c>$schema</c>, 2020-12 where nothing is said.</summary>
internal sealed class Dialect
{
    private readonly FrozenDictionary<string, KeywordDefinition> _keywords;
    private readonly Vocabulary _vocabularies;

    private Dialect(string name, FrozenDictionary<string, KeywordDefinition> keywords, Vocabulary vocabularies) =>
        (Name, _keywords, _vocabularies) = (name, keywords, vocabularies);

    internal static Dialect Draft202012 { get; } = new("2020-12", KeywordTable.Draft202012, Vocabulary.All);

    internal static Dialect Draft07 { get; } = new("draft-07", Draft07Keywords.All, Vocabulary.All);

    /// <summary>For messages.</summary>
    internal string Name { get; }

    internal bool IsDraft07 => ReferenceEquals(this, Draft07);

    /// <summary>2020-12 with only some of its vocabularies, as a meta-schema of one's own can ask.</summary>
    internal static Dialect Custom(string name, Vocabulary vocabularies) => new(name, KeywordTable.Draft202012, vocabularies | Vocabulary.Core);

    /// <returns>Null for a keyword that this dialect does not know.</returns>
    internal KeywordDefinition? Find(string keyword) =>
        _keywords.TryGetValue(keyword, out var definition) && _vocabularies.HasFlag(definition.Vocabulary) ? definition : null;
}
