using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class PropertiesKeyword : Keyword
{
    private readonly FrozenDictionary<string, Subschema> _properties;
    private readonly ImmutableArray<string> _names;

    private PropertiesKeyword(ImmutableArray<(string Name, Subschema Schema)> properties)
    {
        _properties = properties.ToFrozenDictionary(entry => entry.Name, entry => entry.Schema, StringComparer.Ordinal);
        // A name that is only there to be forbidden is not offered to a model that looks for the right one.
        _names = [.. properties.Where(entry => entry.Schema.Literal != false).Select(entry => entry.Name)];
    }

    internal static Keyword Read(KeywordText text) => new PropertiesKeyword(text.Map);

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Object || !at.Spend(at.Value.GetPropertyCount()))
            return true;
        at.Seen.Name(_names);
        var holds = true;
        foreach (var member in at.Value.EnumerateObject())
        {
            if (_properties.TryGetValue(member.Name, out var schema))
                holds &= at.Member(member.Name, member.Value, schema);
        }
        return holds;
    }
}
