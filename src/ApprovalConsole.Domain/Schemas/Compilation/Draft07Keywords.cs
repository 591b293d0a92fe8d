using System.Collections.Frozen;
using ApprovalConsole.Domain.Schemas.Keywords;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>Draft-07 told in the words of 2020-12. What cannot be told the same way is not in the table, so it is refused.</summary>
internal static class Draft07Keywords
{
    private static readonly string[] Same =
    [
        "$schema", "$id", "$ref", "$defs", "definitions", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "properties",
        "patternProperties", "additionalProperties", "propertyNames", "contains", "type", "const", "enum", "multipleOf", "maximum",
        "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems",
        "uniqueItems", "maxProperties", "minProperties", "required",
    ];

    internal static FrozenDictionary<string, KeywordDefinition> All { get; } = KeywordTable.ByName(
    [
        .. KeywordTable.Annotations,
        .. Same.Select(name => KeywordTable.Draft202012[name]),
        new("items", Vocabulary.Applicator, SubschemaShape.OneOrList, ItemsKeyword.ReadDraft07),
        new("additionalItems", Vocabulary.Applicator, SubschemaShape.One, ItemsKeyword.ReadAdditional),
        new("dependencies", Vocabulary.Applicator, SubschemaShape.MapOrNames, DependenciesKeyword.Read),
    ]);

    // In draft-07 whatever stands beside $ref is ignored, in 2020-12 it counts: only what says nothing of a value means the same.
    internal static bool MayStandBesideRef(string keyword) =>
        keyword is "$ref" or "$schema" or "$defs" or "definitions" or "$comment" or "title" or "description" or "default" or "examples"
            or "deprecated" or "readOnly" or "writeOnly"
        || keyword.StartsWith("x-", StringComparison.Ordinal);
}
