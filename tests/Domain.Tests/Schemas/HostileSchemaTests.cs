using ApprovalConsole.Domain.Tests.Json;

namespace ApprovalConsole.Domain.Tests.Schemas;

public sealed class HostileSchemaTests
{
    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"not":{"$ref":"#"}}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"anyOf":[{"$ref":"#/$defs/a"},true]}}}""")]
    [InlineData("""{"$dynamicAnchor":"x","anyOf":[{"$dynamicRef":"#x"},{}]}""")]
    public void References_that_lead_nowhere_but_back_end_and_fail(string schema) =>
        Assert.Equal("referenceCycle ", SchemaOf.Plain(schema, "1"));

    [Fact]
    public void A_reference_back_that_looks_further_into_the_value_is_no_cycle() =>
        Assert.Equal("", SchemaOf.Plain("""{"properties":{"next":{"$ref":"#"}}}""", """{"next":{"next":{}}}"""));

    [Fact]
    public void A_long_chain_of_references_is_too_complex_and_no_stack_overflow()
    {
        var chain = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"s{i}\":{{\"$ref\":\"#/$defs/s{i + 1}\"}}"));
        Assert.Equal("tooComplex ", SchemaOf.Plain($$"""{"$ref":"#/$defs/s0","$defs":{ {{chain}},"s5000":{} } }""", "1"));
    }

    [Theory]
    [InlineData("anyOf")]
    [InlineData("oneOf")]
    [InlineData("allOf")]
    public void References_that_double_at_each_link_are_too_complex_and_end_soon(string keyword)
    {
        var chain = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""
            "s{{i}}":{"{{keyword}}":[{"$ref":"#/$defs/s{{i + 1}}"},{"$ref":"#/$defs/s{{i + 1}}"}]}
            """));
        Assert.Equal("tooComplex ", SchemaOf.Plain($$"""{"$ref":"#/$defs/s0","$defs":{ {{chain}},"s40":{"type":"string"} } }""", "1"));
    }

    [Fact]
    public void A_negation_does_not_turn_too_complex_into_valid()
    {
        var chain = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""
            "s{{i}}":{"allOf":[{"$ref":"#/$defs/s{{i + 1}}"},{"$ref":"#/$defs/s{{i + 1}}"}]}
            """));
        Assert.Equal("tooComplex ", SchemaOf.Plain($$"""{"not":{"$ref":"#/$defs/s0"},"$defs":{ {{chain}},"s40":{} } }""", "1"));
    }

    [Fact]
    public void A_value_that_nests_too_deeply_is_refused() =>
        Assert.Equal("tooDeep", Assert.Single(SchemaOf.Text("{}").Evaluate(JsonOf.Nested(100))).Code);

    [Fact]
    public void An_honest_large_value_is_within_the_bounds()
    {
        var row = "{" + string.Join(',', Enumerable.Range(0, 20).Select(i => $"\"p{i}\":{i}")) + "}";
        var properties = string.Join(',', Enumerable.Range(0, 20).Select(i => $"\"p{i}\":{{\"type\":\"integer\"}}"));
        var value = $"[{string.Join(',', Enumerable.Repeat(row, 4_000))}]";
        Assert.Equal("", SchemaOf.Arguments($$"""{"items":{"properties":{ {{properties}} },"additionalProperties":false} }""", value));
    }

    [Fact]
    public void A_thousand_mistakes_are_a_hundred_findings() =>
        Assert.Equal(100, SchemaOf.Text("""{"items":{"type":"string"}}""").Evaluate(JsonOf.Text($"[{string.Join(',', Enumerable.Repeat("1", 1000))}]")).Length);

    [Theory]
    [InlineData("""{"multipleOf":0.01}""", "0.07")]
    [InlineData("""{"multipleOf":1e-8}""", "12391239123")]
    [InlineData("""{"maximum":9007199254740993}""", "9007199254740993")]
    [InlineData("""{"type":"integer","minimum":1e999999999}""", "1e999999999999")]
    [InlineData("""{"multipleOf":7}""", "7e999999999")]
    [InlineData("""{"uniqueItems":true}""", "[9007199254740992,9007199254740993]")]
    [InlineData("""{"const":{"a":1.0,"b":[1e1]}}""", """{"b":[10],"a":1}""")]
    public void Numbers_are_compared_exactly_however_large(string schema, string value) => Assert.Equal("", SchemaOf.Plain(schema, value));

    [Theory]
    [InlineData("""{"maximum":9007199254740992}""", "9007199254740993", "maximum ")]
    [InlineData("""{"multipleOf":7}""", "8e999999999", "multipleOf ")]
    [InlineData("""{"uniqueItems":true}""", """[{"a":1,"b":2},{"b":2.0,"a":1}]""", "uniqueItems /1")]
    [InlineData("""{"enum":[1,"1"]}""", "true", "enum ")]
    [InlineData("""{"maxLength":1}""", "\"😀😀\"", "maxLength ")]
    public void And_told_apart_where_a_double_could_not(string schema, string value, string findings) => Assert.Equal(findings, SchemaOf.Plain(schema, value));
}
