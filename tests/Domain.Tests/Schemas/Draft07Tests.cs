namespace ApprovalConsole.Domain.Tests.Schemas;

public sealed class Draft07Tests
{
    private const string Draft = "\"$schema\":\"http://json-schema.org/draft-07/schema#\"";

    [Theory]
    [InlineData("\"$ref\":\"#/definitions/A\",\"definitions\":{\"A\":{\"type\":\"string\"}}", "1", "type ")]
    [InlineData("\"items\":[{\"type\":\"string\"}],\"additionalItems\":{\"type\":\"number\"}", "[\"a\",1]", "")]
    [InlineData("\"items\":[{\"type\":\"string\"}],\"additionalItems\":{\"type\":\"number\"}", "[\"a\",\"b\"]", "type /1")]
    [InlineData("\"items\":[{\"type\":\"string\"}],\"additionalItems\":false", "[\"a\",1]", "additionalItems ")]
    [InlineData("\"items\":{\"type\":\"string\"},\"additionalItems\":false", "[\"a\",\"b\"]", "")]
    [InlineData("\"dependencies\":{\"a\":[\"b\"],\"c\":{\"required\":[\"d\"]}}", "{\"a\":1,\"c\":1}", "dependentRequired /b, required /d")]
    [InlineData("\"definitions\":{\"A\":{\"$id\":\"#a\",\"type\":\"string\"}},\"allOf\":[{\"$ref\":\"#a\"}]", "1", "type ")]
    [InlineData("\"exclusiveMinimum\":1", "1", "exclusiveMinimum ")]
    public void What_means_the_same_is_taken(string keywords, string value, string findings) =>
        Assert.Equal(findings, SchemaOf.Plain($"{{{Draft},{keywords}}}", value));

    [Theory]
    [InlineData("\"definitions\":{\"A\":{}},\"properties\":{\"x\":{\"$ref\":\"#/definitions/A\",\"minimum\":1}}", "ignores minimum")]
    [InlineData("\"definitions\":{\"A\":{}},\"properties\":{\"x\":{\"$ref\":\"#/definitions/A\",\"$id\":\"b\"}}", "$id beside")]
    [InlineData("\"unevaluatedProperties\":false", "unevaluatedProperties")]
    [InlineData("\"prefixItems\":[{}]", "prefixItems")]
    [InlineData("\"$anchor\":\"a\"", "$anchor")]
    [InlineData("\"contains\":{},\"minContains\":2", "minContains")]
    public void What_would_mean_something_else_is_refused(string keywords, string reason) =>
        Assert.Contains(reason, SchemaOf.RefusalOf($"{{{Draft},{keywords}}}"), StringComparison.Ordinal);
}
