using ApprovalConsole.Domain.Tests.Json;

namespace ApprovalConsole.Domain.Tests.Schemas;

public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("""{"properties":{"a":{}}}""", """{"a":1,"b":2}""", "unevaluatedProperty /b")]
    [InlineData("""{"type":"object"}""", """{"a":1}""", "unevaluatedProperty /a")]
    [InlineData("""{"properties":{"a":{"type":"object"}}}""", """{"a":{"b":1}}""", "unevaluatedProperty /a/b")]
    [InlineData("""{"properties":{"a":{"type":"array"}}}""", """{"a":[1,{"b":1}]}""", "unevaluatedProperty /a/1/b")]
    [InlineData("""{"properties":{"a":{}}}""", """{"a":{"b":1}}""", "unevaluatedProperty /a/b")]
    [InlineData("""{"properties":{"a":{"items":{"properties":{"b":{}}}}}}""", """{"a":[{"b":1},{"c":1}]}""", "unevaluatedProperty /a/1/c")]
    [InlineData("""{"allOf":[{"properties":{"a":{"properties":{"b":{}}}}},{"properties":{"a":{"properties":{"c":{}}}}}]}""", """{"a":{"b":1,"c":1,"d":1}}""", "unevaluatedProperty /a/d")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":{"type":"integer"}}""", """{"a":1,"b":{"c":1}}""", "type /b")]
    [InlineData("""{"not":{"properties":{"a":{"type":"string"}}}}""", """{"a":1}""", "unevaluatedProperty /a")]
    [InlineData("""{"if":true,"properties":{"a":{}}}""", """{"a":1,"b":1}""", "unevaluatedProperty /b")]
    [InlineData("""{"properties":{"a":{"contains":true}}}""", """{"a":[{"b":1}]}""", "unevaluatedProperty /a/0/b")]
    [InlineData("""{"properties":{"a":{}},"propertyNames":true,"required":["b"]}""", """{"b":1}""", "unevaluatedProperty /b")]
    public void A_member_that_no_part_of_the_schema_speaks_of_is_refused_at_any_depth(string schema, string arguments, string findings) =>
        Assert.Equal(findings, SchemaOf.Arguments(schema, arguments));

    [Theory]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":true}""", """{"b":{"c":[{"d":1}]}}""")]
    [InlineData("""{"properties":{"a":true}}""", """{"a":{"b":1}}""")]
    [InlineData("""{"properties":{"a":{"additionalProperties":{"type":"string"}}}}""", """{"a":{"b":"c"}}""")]
    [InlineData("""{"patternProperties":{"^x":{}}}""", """{"xy":1}""")]
    [InlineData("""{"anyOf":[{"properties":{"a":{}},"required":["a"]},{"properties":{"b":{}}}]}""", """{"a":1,"b":1}""")]
    [InlineData("""{"$ref":"#/$defs/A","properties":{"b":{}},"$defs":{"A":{"properties":{"a":{}}}}}""", """{"a":1,"b":1}""")]
    [InlineData("""{"if":{"properties":{"a":{"const":1}},"required":["a"]},"then":{"properties":{"b":{}}}}""", """{"a":1,"b":1}""")]
    [InlineData("""{"dependentSchemas":{"a":{"properties":{"a":{},"b":{}}}}}""", """{"a":1,"b":1}""")]
    [InlineData("""{"properties":{"tree":{"$ref":"#/$defs/T"}},"$defs":{"T":{"properties":{"left":{"$ref":"#/$defs/T"}}}}}""", """{"tree":{"left":{"left":{}}}}""")]
    [InlineData("true", """{"a":{"b":1}}""")]
    public void A_member_that_the_schema_speaks_of_is_let_in(string schema, string arguments) =>
        Assert.Equal("", SchemaOf.Arguments(schema, arguments));

    [Fact]
    public void To_the_specification_alone_an_unnamed_member_is_valid() =>
        Assert.Equal("", SchemaOf.Plain("""{"properties":{"a":{}}}""", """{"a":1,"b":2}"""));

    [Theory]
    [InlineData("""{"properties":{"a":{}},"required":["a"]}""", """{"b":1}""", "required /a, unevaluatedProperty /b")]
    [InlineData("""{"properties":{"a":{"type":"string"},"b":{}},"additionalProperties":false}""", """{"a":1,"c":1}""", "type /a, additionalProperties /c")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"a":{"b":1}}""", "type /a")]
    [InlineData("""{"properties":{"a":false}}""", """{"a":{"b":1}}""", "notAllowed /a")]
    [InlineData("""{"oneOf":[{"properties":{"a":{"type":"string"}}},{"properties":{"b":{}},"required":["b"]}]}""", """{"a":1}""", "oneOf ")]
    public void One_mistake_is_one_finding_even_where_the_schema_failed(string schema, string arguments, string findings) =>
        Assert.Equal(findings, SchemaOf.Arguments(schema, arguments));

    [Theory]
    [InlineData("""{"a":9007199254740993}""", "numberNotExact /a")]
    [InlineData("""{"a":1,"a":2}""", "duplicateKey /a")]
    [InlineData("""{"a":"\ud800"}""", "loneSurrogate /a")]
    public void What_the_strict_reader_refuses_is_refused_here_too(string arguments, string findings) =>
        Assert.Equal(findings, SchemaOf.Arguments("""{"properties":{"a":{}}}""", arguments));

    [Fact]
    public void No_arguments_at_all_are_no_arguments() =>
        Assert.Equal("malformedJson", Assert.Single(SchemaOf.Text("true").EvaluateArguments(default)).Code);

    [Fact]
    public void An_unknown_member_is_answered_with_the_names_that_are_known() => Assert.Equal(
        "order_id, amount",
        Assert.Single(SchemaOf.Text("""{"properties":{"order_id":{},"amount":{}}}""").EvaluateArguments(JsonOf.Text("""{"orderId":1}"""))).Allowed);

    [Fact]
    public void A_format_is_asserted_at_the_boundary_only()
    {
        const string schema = """{"properties":{"day":{"format":"date"}}}""";
        Assert.Equal("format /day", SchemaOf.Arguments(schema, """{"day":"31.3.2026"}"""));
        Assert.Equal("", SchemaOf.Plain(schema, """{"day":"31.3.2026"}"""));
    }
}
