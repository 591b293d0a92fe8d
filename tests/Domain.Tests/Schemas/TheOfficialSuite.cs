using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Tests.Schemas;

public sealed class TheOfficialSuite(ITestOutputHelper output)
{
    [Fact]
    public void Every_required_case_of_2020_12_gets_the_official_answer()
    {
        var suite = Found();
        var remotes = suite.Remotes();
        var (passed, refused, wrong) = (0, new List<string>(), new List<string>());
        foreach (var group in suite.Groups())
        {
            if (!JsonSchema.TryCompile(group.Schema, out var schema, out var reason, SchemaRules.Specification, remotes))
            {
                refused.AddRange(group.Cases.Select(test => $"{group.Name} / {test.Name}: {reason}"));
                continue;
            }
            foreach (var test in group.Cases)
            {
                if (schema.Evaluate(test.Value).IsEmpty == test.IsValid)
                    passed++;
                else
                    wrong.Add($"{group.Name} / {test.Name}");
            }
        }

        output.WriteLine($"{passed} passed / {refused.Count} refused at registration / {wrong.Count} wrong");
        Assert.Empty(wrong);
        Assert.Empty(refused);
        Assert.True(passed >= 1299, $"Only {passed} cases ran: the suite is not complete.");
    }

    [Fact]
    public void The_boundary_only_ever_refuses_more_than_the_specification()
    {
        var suite = Found();
        var remotes = suite.Remotes();
        foreach (var group in suite.Groups())
        {
            if (!JsonSchema.TryCompile(group.Schema, out var schema, out _, SchemaRules.ClosedWorld, remotes))
                continue;
            Assert.All(group.Cases, test =>
                Assert.True(test.IsValid || !schema.EvaluateArguments(test.Value).IsEmpty, $"{group.Name} / {test.Name} was let in."));
        }
    }

    [Fact]
    public void Every_failure_has_a_code_a_sentence_and_a_pointer_into_the_value()
    {
        var suite = Found();
        var remotes = suite.Remotes();
        foreach (var group in suite.Groups())
        {
            if (!JsonSchema.TryCompile(group.Schema, out var schema, out _, SchemaRules.Specification, remotes))
                continue;
            Assert.All(group.Cases.SelectMany(test => schema.EvaluateArguments(test.Value)), finding =>
            {
                Assert.Matches("^[a-z][A-Za-z]+$", finding.Code);
                Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
                Assert.True(JsonPointer.TryParse(finding.Path, out _));
            });
        }
    }

    [Fact]
    public void A_garbled_schema_is_refused_or_kept_to_but_never_throws()
    {
        string[] garbage = ["null", "-1", "\"#/x\"", "\"http://[\"", "[]", "[1]", "{\"a\":1}", "{\"a\":[\"b\"]}"];
        foreach (var group in Found().Groups().Where(group => group.Schema.ValueKind == JsonValueKind.Object))
        {
            foreach (var (keyword, text) in group.Schema.EnumerateObject().SelectMany(_ => garbage, (member, text) => (member.Name, text)))
            {
                var garbled = JsonNode.Parse(group.Schema.GetRawText())!;
                garbled[keyword] = JsonNode.Parse(text);
                if (JsonSchema.TryCompile(JsonSerializer.SerializeToElement(garbled), out var schema, out _))
                    schema.EvaluateArguments(group.Cases[0].Value);
            }
        }
    }

    private static OfficialSuite Found()
    {
        var suite = OfficialSuite.Find();
        if (suite is null)
            Assert.Skip($"THE OFFICIAL JSON SCHEMA SUITE DID NOT RUN: it was not found. To run it, {OfficialSuite.HowToFind}.");
        return suite;
    }
}
