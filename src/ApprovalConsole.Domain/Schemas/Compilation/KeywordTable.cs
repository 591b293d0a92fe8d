using System.Collections.Frozen;
using ApprovalConsole.Domain.Schemas.Keywords;
using static ApprovalConsole.Domain.Schemas.Compilation.SubschemaShape;
using static ApprovalConsole.Domain.Schemas.Compilation.Vocabulary;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>Every keyword of 2020-12: the table of contents of the Keywords folder.</summary>
internal static class KeywordTable
{
    internal static FrozenDictionary<string, KeywordDefinition> Draft202012 { get; } = ByName(
    [
        .. Annotations,
        new("$schema", Core, Nowhere, null),
        new("$vocabulary", Core, Nowhere, null),
        new("$id", Core, Nowhere, null),
        new("$anchor", Core, Nowhere, null),
        new("$dynamicAnchor", Core, Nowhere, null),
        new("$defs", Core, Map, null),
        new("definitions", Core, Map, null),                       // the older name of $defs, still reserved for it
        new("$ref", Core, Nowhere, ReferenceKeyword.Read),
        new("$dynamicRef", Core, Nowhere, DynamicReferenceKeyword.Read),

        new("allOf", Applicator, List, AllOfKeyword.Read),
        new("anyOf", Applicator, List, AnyOfKeyword.Read),
        new("oneOf", Applicator, List, OneOfKeyword.Read),
        new("not", Applicator, One, NotKeyword.Read),
        new("if", Applicator, One, IfKeyword.Read),
        new("then", Applicator, One, null),
        new("else", Applicator, One, null),
        new("dependentSchemas", Applicator, Map, DependentSchemasKeyword.Read),
        new("properties", Applicator, Map, PropertiesKeyword.Read),
        new("patternProperties", Applicator, Map, PatternPropertiesKeyword.Read),
        new("additionalProperties", Applicator, One, AdditionalPropertiesKeyword.Read),
        new("propertyNames", Applicator, One, PropertyNamesKeyword.Read),
        new("prefixItems", Applicator, List, PrefixItemsKeyword.Read),
        new("items", Applicator, One, ItemsKeyword.Read),
        new("contains", Applicator, One, ContainsKeyword.Read),

        new("unevaluatedItems", Unevaluated, One, UnevaluatedItemsKeyword.Read),
        new("unevaluatedProperties", Unevaluated, One, UnevaluatedPropertiesKeyword.Read),

        new("type", Validation, Nowhere, TypeKeyword.Read),
        new("const", Validation, Nowhere, EnumKeyword.ReadConst),
        new("enum", Validation, Nowhere, EnumKeyword.Read),
        new("multipleOf", Validation, Nowhere, MultipleOfKeyword.Read),
        new("maximum", Validation, Nowhere, BoundKeyword.Maximum),
        new("exclusiveMaximum", Validation, Nowhere, BoundKeyword.ExclusiveMaximum),
        new("minimum", Validation, Nowhere, BoundKeyword.Minimum),
        new("exclusiveMinimum", Validation, Nowhere, BoundKeyword.ExclusiveMinimum),
        new("maxLength", Validation, Nowhere, SizeKeyword.MaxLength),
        new("minLength", Validation, Nowhere, SizeKeyword.MinLength),
        new("pattern", Validation, Nowhere, PatternKeyword.Read),
        new("maxItems", Validation, Nowhere, SizeKeyword.MaxItems),
        new("minItems", Validation, Nowhere, SizeKeyword.MinItems),
        new("uniqueItems", Validation, Nowhere, UniqueItemsKeyword.Read),
        new("maxContains", Validation, Nowhere, ContainsKeyword.ReadBound),
        new("minContains", Validation, Nowhere, ContainsKeyword.ReadBound),
        new("maxProperties", Validation, Nowhere, SizeKeyword.MaxProperties),
        new("minProperties", Validation, Nowhere, SizeKeyword.MinProperties),
        new("required", Validation, Nowhere, RequiredKeyword.Read),
        new("dependentRequired", Validation, Nowhere, DependentRequiredKeyword.Read),
    ]);

    internal static KeywordDefinition[] Annotations =>
    [
        new("$comment", Core, Nowhere, null),
        new("title", Annotation, Nowhere, null),
        new("description", Annotation, Nowhere, null),
        new("default", Annotation, Nowhere, null),
        new("deprecated", Annotation, Nowhere, null),
        new("readOnly", Annotation, Nowhere, null),
        new("writeOnly", Annotation, Nowhere, null),
        new("examples", Annotation, Nowhere, null),
        new("format", Annotation, Nowhere, FormatKeyword.Read),       // asserted at the boundary only
        new("contentEncoding", Annotation, Nowhere, null),
        new("contentMediaType", Annotation, Nowhere, null),
        new("contentSchema", Annotation, One, null),
    ];

    internal static FrozenDictionary<string, KeywordDefinition> ByName(IEnumerable<KeywordDefinition> keywords) =>
        keywords.ToFrozenDictionary(keyword => keyword.Name, StringComparer.Ordinal);
}
