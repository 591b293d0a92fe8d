using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Grounding;

/// <summary>What the schema itself says needs no evidence.</summary>
public sealed class ConstantTests
{
    private const string Schema =
        """
        {"$defs":{"reason":{"enum":["no longer needed"]},"node":{"properties":{"next":{"$ref":"#/$defs/node"},"kind":{"const":"leaf"}}}},
         "properties":{
           "why":{"$ref":"#/$defs/reason"},
           "currency":{"default":"EURO"},
           "list":{"prefixItems":[{"const":"first"}],"items":{"enum":["other",1234]}},
           "map":{"additionalProperties":{"const":"anything"}},
           "either":{"anyOf":[{"allOf":[{"const":"this one"}]},{"oneOf":[{"const":"that one"}]}]},
           "branch":{"if":{"const":"when"},"then":{"const":"then"},"else":{"const":"else"}},
           "tree":{"$ref":"#/$defs/node"},
           "whole":{"default":{"a":"deep down"}},
           "loop":{"$ref":"#/properties/loop"}}}
        """;

    [Theory]
    [InlineData("""{"why":"no longer needed"}""")]
    [InlineData("""{"currency":"EURO"}""")]
    [InlineData("""{"list":["first","other",1234.0]}""")]
    [InlineData("""{"map":{"x":"anything"}}""")]
    [InlineData("""{"either":"this one"}""")]
    [InlineData("""{"either":"that one"}""")]
    [InlineData("""{"branch":"when"}""")]
    [InlineData("""{"branch":"else"}""")]
    [InlineData("""{"tree":{"next":{"next":{"kind":"leaf"}}}}""")]
    [InlineData("""{"whole":{"a":"deep down"}}""")]
    public void A_value_that_the_schema_names_at_its_place_is_a_constant(string arguments) =>
        Assert.All(Story.Told("Hello.").GroundsOf(arguments, Schema), g => Assert.Equal(Found.Constant, g.Found));

    [Theory]
    [InlineData("""{"why":"No longer needed"}""")]
    [InlineData("""{"currency":"EURO2"}""")]
    [InlineData("""{"list":["other"]}""")]
    [InlineData("""{"elsewhere":"EURO"}""")]
    [InlineData("""{"whole":{"a":"deep down","b":"more of it"}}""")]
    [InlineData("""{"loop":"round and round"}""")]
    public void At_another_place_or_in_another_spelling_it_is_not(string arguments) =>
        Assert.All(Story.Told("Hello.").GroundsOf(arguments, Schema), g => Assert.Equal(Found.NotFound, g.Found));

    [Theory]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("""{"properties":[],"items":3,"enum":{},"allOf":{},"$ref":"elsewhere#/x"}""")]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"$ref":"#/nowhere"}""")]
    public void A_schema_that_says_nothing_names_nothing(string schema) => Assert.Equal(Found.NotFound, Story.Told("Hello.").Ground("\"anything\"", schema).Found);
}
