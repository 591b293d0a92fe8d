using System.Text.Json;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Tests.Checks;

/// <summary>Conditions of policies: what they speak of must be there.</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("""{"properties":{"amount":{"minimum":200}}}""", """{"amount":200}""", true)]
    [InlineData("""{"properties":{"amount":{"minimum":200}}}""", """{}""", false)]
    [InlineData("""{"properties":{"amount":{"minimum":200}}}""", """{"amount":"200"}""", false)]
    [InlineData("""{"properties":{"amount":{"maximum":20}}}""", """{"amount":null}""", false)]
    [InlineData("""{"properties":{"to":{"pattern":"@ours$"}}}""", """{"to":7}""", false)]
    [InlineData("""{"properties":{"reason":{"const":"test"}}}""", """{"reason":"test"}""", true)]
    [InlineData("""{"properties":{"reason":{"const":"test"}}}""", """{}""", false)]
    [InlineData("""{"properties":{"a":{"properties":{"b":{"minimum":1}}}}}""", """{"a":{}}""", false)]
    [InlineData("""{"properties":{"a":{"properties":{"b":{"minimum":1}}}}}""", """{"a":7}""", false)]
    [InlineData("""{"anyOf":[{"properties":{"x":{"const":1}}},{"properties":{"y":{"const":1}}}]}""", """{"y":1}""", true)]
    [InlineData("""{"anyOf":[{"properties":{"x":{"const":1}}},{"properties":{"y":{"const":1}}}]}""", """{}""", false)]
    [InlineData("""{"not":{"properties":{"to":{"const":"us"}}}}""", """{}""", true)]
    [InlineData("""{"properties":{"items":{"items":{"minimum":1}}}}""", """{"items":[1,"2"]}""", false)]
    [InlineData("""{"type":["object","null"],"properties":{"a":{"type":["number","null"],"minimum":1}}}""", """{"a":null}""", true)] // said expressly
    public void Absence_and_another_type_do_not_satisfy(string condition, string arguments, bool holds)
    {
        Assert.True(ConditionSchema.TryCompile(JsonElement.Parse(condition), out var schema, out var reason), reason);
        Assert.Equal(holds, schema.Evaluate(JsonElement.Parse(arguments)).IsEmpty);
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"nonsense":1}}}""")]
    [InlineData("""{"properties":7}""")]
    [InlineData("""{"minimum":"7"}""")]
    public void A_condition_that_cannot_be_checked_in_full_is_refused(string condition) =>
        Assert.False(ConditionSchema.TryCompile(JsonElement.Parse(condition), out _, out _));
}
