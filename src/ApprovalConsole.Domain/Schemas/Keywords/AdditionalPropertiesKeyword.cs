using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;
using ApprovalConsole.Domain.Schemas.Patterns;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary><c>additionalProperties</c>: for the members that its neighbours properties and patternProperties do not name.</summary>
internal sealed class AdditionalPropertiesKeyword(Subschema others, ImmutableArray<string> names, ImmutableArray<EcmaPattern> patterns) : Keyword
{
    private readonly FrozenSet<string> _named = names.ToFrozenSet(StringComparer.Ordinal);
    private readonly string? _allowed = names.IsEmpty ? null : string.Join(", ", names);

    internal static Keyword Read(KeywordText text) => new AdditionalPropertiesKeyword(
        text.Schema,
        text.TryBeside("properties", out var properties) ? [.. properties.Map.Select(entry => entry.Name)] : [],
        text.TryBeside("patternProperties", out var patterns) ? [.. patterns.Map.Select(entry => patterns.Pattern(entry.Name))] : []);

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Object || !at.Spend(at.Value.GetPropertyCount()))
            return true;
        var holds = true;
        foreach (var member in at.Value.EnumerateObject())
        {
            if (!_named.Contains(member.Name) && !patterns.Any(pattern => at.Matches(pattern, member.Name)))
                holds &= OtherMembers.Hold(at, member, others, "additionalProperties", _allowed);
        }
        return holds;
    }
}
