using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tests.Json;

namespace ApprovalConsole.Domain.Tests.Schemas;

public sealed class RegistrationTests
{
    [Theory]
    [InlineData("""{"properties":{"a":{"discriminator":{}}}}""", "#/properties/a")]
    [InlineData("""{"properties":{"a":{"nullable":true}}}""", "#/properties/a")]
    [InlineData("""{"properties":{"a/b":{"$ref":"https://example.com/other"}}}""", "#/properties/a~1b")]
    [InlineData("""{"$ref":"#/$defs/absent"}""", "#")]
    [InlineData("""{"allOf":[{"$ref":"#absent"}]}""", "#/allOf/0")]
    [InlineData("""{"type":"objekt"}""", "#/type")]
    [InlineData("""{"properties":{"a":{"type":[]}}}""", "#/properties/a/type")]
    [InlineData("""{"minLength":-1}""", "#/minLength")]
    [InlineData("""{"minLength":1.5}""", "#/minLength")]
    [InlineData("""{"multipleOf":0}""", "#/multipleOf")]
    [InlineData("""{"required":"a"}""", "#/required")]
    [InlineData("""{"minContains":"1"}""", "#/minContains")]
    [InlineData("""{"enum":"a"}""", "#/enum")]
    [InlineData("""{"anyOf":[]}""", "#/anyOf")]
    [InlineData("""{"properties":[]}""", "#/properties")]
    [InlineData("""{"properties":{"a":7}}""", "#/properties/a")]
    [InlineData("""{"pattern":"("}""", "#/pattern")]
    [InlineData("""{"pattern":"\\Z"}""", "#/pattern")]
    [InlineData("""{"patternProperties":{"[":{}}}""", "#/patternProperties")]
    [InlineData("""{"items":[{}]}""", "#/items")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#"}""", "#")]
    [InlineData("""{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}""", "#/$defs/b")]
    [InlineData("""{"properties":{"a":{}},"properties":{}}""", "#/properties")]
    [InlineData("""{"items":{"$schema":"http://json-schema.org/draft-07/schema#"}}""", "#/items")]
    [InlineData("""{"$id":"a#b"}""", "#")]
    [InlineData("""{"$defs":{"a":{"$id":"x"},"b":{"$id":"x"}}}""", "#/$defs/b")]
    [InlineData("""{"required":[1]}""", "#/required")]
    [InlineData("\"a\"", "#")]
    public void A_schema_that_cannot_be_kept_to_is_refused_and_the_place_is_named(string schema, string place) =>
        Assert.StartsWith($"{place}: ", SchemaOf.RefusalOf(schema), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"title":"t","description":"d","default":1,"examples":[1],"deprecated":true,"readOnly":true,"writeOnly":true,"$comment":"c"}""")]
    [InlineData("""{"format":"anything","contentEncoding":"base64","contentMediaType":"text/plain","contentSchema":{}}""")]
    [InlineData("""{"x-vendor":{"unknown":1}}""")]
    [InlineData("""{"enum":[{"$ref":"nowhere","unknown":1}]}""")]
    [InlineData("""{"maximum":9223372036854775807}""")]
    public void What_says_nothing_of_a_value_is_no_reason_to_refuse(string schema) => Assert.Null(SchemaOf.RefusalOf(schema));

    [Fact]
    public void To_the_specification_an_unknown_keyword_is_an_annotation() =>
        Assert.True(JsonSchema.TryCompile(JsonOf.Text("""{"discriminator":{}}"""), out _, out _, SchemaRules.Specification));

    [Fact]
    public void A_known_document_is_reached_by_its_address()
    {
        var known = new Dictionary<string, System.Text.Json.JsonElement> { ["https://example.com/id"] = JsonOf.Text("""{"type":"string"}""") };
        Assert.True(JsonSchema.TryCompile(JsonOf.Text("""{"$ref":"https://example.com/id"}"""), out var schema, out _, knownDocuments: known));
        Assert.Equal("type", Assert.Single(schema.Evaluate(JsonOf.Text("1"))).Code);
    }

    [Fact]
    public void A_fault_in_a_known_document_is_named_there()
    {
        var known = new Dictionary<string, System.Text.Json.JsonElement> { ["https://example.com/id"] = JsonOf.Text("""{"not":{"type":"text"}}""") };
        Assert.False(JsonSchema.TryCompile(JsonOf.Text("""{"$ref":"https://example.com/id"}"""), out _, out var reason, knownDocuments: known));
        Assert.StartsWith("https://example.com/id#/not/type: ", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_that_is_too_large_is_refused()
    {
        Assert.Contains("larger than", SchemaOf.RefusalOf($$"""{"description":"{{new string('x', SchemaBounds.Bytes)}}"}"""), StringComparison.Ordinal);
        var many = string.Join(',', Enumerable.Range(0, SchemaBounds.Subschemas).Select(i => $"\"p{i}\":{{}}"));
        Assert.Contains("more than", SchemaOf.RefusalOf($$"""{"properties":{ {{many}} } }"""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_with_more_patterns_than_anyone_needs_is_refused()
    {
        var many = string.Join(',', Enumerable.Range(0, SchemaBounds.Patterns + 1).Select(i => $"{{\"pattern\":\"a{i}\"}}"));
        Assert.Contains("different patterns", SchemaOf.RefusalOf($$"""{"allOf":[{{many}}]}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_longer_than_any_number_is_refused() =>
        Assert.StartsWith("#/multipleOf: ", SchemaOf.RefusalOf($$"""{"multipleOf":{{new string('9', 1000)}}}"""), StringComparison.Ordinal);

    [Fact]
    public void A_schema_that_nests_too_deeply_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"not\":", 200)) + "{}" + new string('}', 200);
        using var document = System.Text.Json.JsonDocument.Parse(deep, new() { MaxDepth = 1000 });
        Assert.False(JsonSchema.TryCompile(document.RootElement, out _, out var reason));
        Assert.Contains("deep", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compiled_schema_outlives_the_document_it_was_read_from()
    {
        JsonSchema? schema;
        using (var document = System.Text.Json.JsonDocument.Parse("""{"enum":[1,2]}"""))
            Assert.True(JsonSchema.TryCompile(document.RootElement, out schema, out _));
        Assert.Empty(schema.Evaluate(JsonOf.Text("2.0")));
    }
}
