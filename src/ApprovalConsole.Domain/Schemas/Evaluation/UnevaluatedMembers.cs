using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Schemas.Evaluation;

/// <summary>The boundary's second pass: members of a tool's arguments that no part of its schema speaks of, at every depth.</summary>
internal static class UnevaluatedMembers
{
    internal static ImmutableArray<SchemaFinding> Of(JsonElement arguments, Seen seen) =>
        [.. Under(arguments, Trail.Root, seen).Take(EvaluationBounds.Findings)];

    private static IEnumerable<SchemaFinding> Under(JsonElement value, Trail at, Seen? seen) => (value.ValueKind, seen) switch
    {
        (_, { IsOpen: true }) => [],
        (JsonValueKind.Object, _) => value.EnumerateObject().SelectMany(member => Member(member, at.To(member.Name), seen)),
        (JsonValueKind.Array, _) => value.EnumerateArray().Index().SelectMany(part => Under(part.Item, at.To(part.Index), seen?.Below(part.Index))),
        _ => [],
    };

    private static IEnumerable<SchemaFinding> Member(JsonProperty member, Trail at, Seen? around) =>
        around is not null && around.Has(member.Name) ? Under(member.Value, at, around.Below(member.Name)) : [Unknown(at, around)];

    private static SchemaFinding Unknown(Trail at, Seen? around) => (around?.Named.ToArray() ?? []) is { Length: > 0 } names
        ? new(at.ToString(), "unevaluatedProperty", "The tool's schema knows no such property here.", string.Join(", ", names))
        : new(at.ToString(), "unevaluatedProperty", "The tool's schema names no properties for this object.");
}
