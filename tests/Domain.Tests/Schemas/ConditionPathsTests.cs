using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tests.Json;

namespace ApprovalConsole.Domain.Tests.Schemas;

/// <summary>What a condition speaks of, so that a misspelled member is found before it keeps a rule from ever holding.</summary>
public sealed class ConditionPathsTests
{
    [Theory]
    [InlineData("""{"properties":{"amount":{"minimum":1}}}""", "/amount")]
    [InlineData("""{"required":["a/b"]}""", "/a~1b")]
    [InlineData("""{"properties":{"to":{"properties":{"iban":{"pattern":"^DE"}}}}}""", "/to /to/iban")]
    [InlineData("""{"anyOf":[{"properties":{"a":{}}},{"not":{"properties":{"b":true}}}]}""", "/a /b")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", "/a /b /c")]
    [InlineData("""{"dependentSchemas":{"a":{"required":["b"]}}}""", "/b")]
    [InlineData("""{"properties":{"a":{"items":{"properties":{"b":{}}}}}}""", "/a")]
    [InlineData("""{"properties":{"gone":false}}""", "")]
    [InlineData("""{"maxProperties":0}""", "")]
    [InlineData("true", "")]
    public void Every_member_that_it_names_is_told(string condition, string paths) => Assert.Equal(paths, string.Join(' ', ConditionPaths.Of(JsonOf.Text(condition))));
}
