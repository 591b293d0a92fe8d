using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tests.Json;

namespace ApprovalConsole.Domain.Tests.Schemas;

public sealed class FindingTests
{
    [Theory]
    [InlineData("""{"type":["string","null"]}""", "1", "string, null")]
    [InlineData("""{"enum":["card","cash"]}""", "1", "\"card\", \"cash\"")]
    [InlineData("""{"maximum":200.50}""", "201", "at most 200.50")]
    [InlineData("""{"minLength":3}""", "\"a\"", "at least 3")]
    [InlineData("""{"properties":{"a":{},"b":{}},"additionalProperties":false}""", """{"c":1}""", "a, b")]
    [InlineData("""{"properties":{"a":{},"b":{}},"unevaluatedProperties":false}""", """{"c":1}""", "a, b")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "1", "string, null")]
    [InlineData("""{"required":["order_id"]}""", "{}", "order_id")]
    public void A_finding_says_what_would_be_right(string schema, string value, string allowed) =>
        Assert.Equal(allowed, Assert.Single(SchemaOf.Text(schema).Evaluate(JsonOf.Text(value))).Allowed);

    [Fact]
    public void The_alternative_that_was_meant_explains_itself() => Assert.Equal(
        "anyOf , required /to",
        SchemaOf.Plain("""{"anyOf":[{"type":"null"},{"type":"object","required":["to"]}]}""", "{}"));

    [Fact]
    public void A_discriminator_tells_which_alternative_was_meant() => Assert.Equal(
        "oneOf , minimum /amount",
        SchemaOf.Plain("""
            {"oneOf":[
              {"properties":{"kind":{"const":"refund"},"amount":{"minimum":1}},"required":["kind"]},
              {"properties":{"kind":{"const":"cancel"}},"required":["kind"]}]}
            """, """{"kind":"refund","amount":0}"""));

    [Fact]
    public void A_path_escapes_what_a_pointer_must() =>
        Assert.Equal("type /a~1b/m~0n", SchemaOf.Plain("""{"properties":{"a/b":{"properties":{"m~n":{"type":"string"}}}}}""", """{"a/b":{"m~n":1}}"""));

    [Theory]
    [InlineData("""{"type":"integer"}""")]
    [InlineData("""{"enum":["a"]}""")]
    [InlineData("""{"const":1}""")]
    [InlineData("""{"pattern":"^x$"}""")]
    [InlineData("""{"maxLength":2}""")]
    [InlineData("""{"format":"email"}""")]
    [InlineData("""{"not":{}}""")]
    [InlineData("""{"oneOf":[{},{}]}""")]
    [InlineData("false")]
    public void No_finding_repeats_the_value(string schema) =>
        Assert.DoesNotContain("DE02120300", SchemaOf.Text(schema).EvaluateArguments(JsonOf.Text("\"DE02120300\"")).Aggregate("", (all, next) => all + next), StringComparison.Ordinal);

    [Fact]
    public void One_schema_serves_many_threads()
    {
        var schema = SchemaOf.Text("""{"properties":{"a":{"pattern":"^x+$"},"b":{"$ref":"#"}}}""", SchemaRules.ClosedWorld);
        var value = JsonOf.Text("""{"a":"xx","b":{"a":"y"}}""");
        Parallel.For(0, 500, _ => Assert.Equal("/b/a", Assert.Single(schema.EvaluateArguments(value)).Path));
    }
}
