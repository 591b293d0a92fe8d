using System.Text.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Tools;

/// <summary>Pointers of a policy, held against the schema of the tool's arguments.</summary>
public sealed class ArgumentPathTests
{
    private static readonly JsonElement Schema = JsonElement.Parse("""
        {
          "type": "object",
          "properties": {
            "order": { "$ref": "#/$defs/order" },
            "lines": { "type": "array", "items": { "properties": { "sku": { "type": "string" } } } },
            "pair": { "prefixItems": [ { "properties": { "left": {} } } ] },
            "anything": true,
            "open": { "properties": { "known": {} }, "additionalProperties": true },
            "either": { "anyOf": [ { "properties": { "card": {} } }, { "properties": { "iban": {} } } ] },
            "typed": { "properties": { "known": {} }, "unevaluatedProperties": { "type": "string" } },
            "dependent": { "properties": { "known": {} }, "dependentSchemas": { "known": { "properties": { "other": {} } } } },
            "anchored": { "properties": { "known": {} }, "$ref": "#more" },
            "odd": { "properties": { "known": {} }, "$ref": 5 },
            "extra": { "properties": { "known": {} }, "patternProperties": { "^x-": {} } }
          },
          "$defs": { "order": { "properties": { "id": { "type": "string" } } } }
        }
        """);

    [Theory]
    [InlineData("")]
    [InlineData("/order/id")]
    [InlineData("/lines/0/sku")]
    [InlineData("/pair/0/left")]
    [InlineData("/anything/at/all")]
    [InlineData("/open/other")]
    [InlineData("/either/iban")]
    [InlineData("/extra/x-ray")]
    [InlineData("/order/id/deeper")]
    [InlineData("/lines/*/sku")]
    [InlineData("/pair/-1")]
    [InlineData("/pair/99")]
    [InlineData("/typed/other")]
    [InlineData("/dependent/other")]
    [InlineData("/anchored/other")]
    public void What_arguments_can_have_is_there(string path) => Assert.True(ArgumentPath.MayExist(Schema, path));

    [Theory]
    [InlineData("/ordr")]
    [InlineData("/order/di")]
    [InlineData("/lines/0/ksu")]
    [InlineData("/pair/0/right")]
    [InlineData("/either/cash")]
    [InlineData("/odd/other")]
    [InlineData("order")]
    public void What_is_misspelled_is_not(string path) => Assert.False(ArgumentPath.MayExist(Schema, path));

    [Fact]
    public void A_schema_that_lists_no_members_says_nothing_against_any() => Assert.True(ArgumentPath.MayExist(JsonElement.Parse("""{"type":"object"}"""), "/any"));
}
