using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Tests.Schemas;

public sealed class TheOfficialSuite(ITestOutputHelper output)
{
    [Fact]
    public void Every_required_case_of_2020_12_gets_the_official_answer()
    {
        var suite = OfficialSuite.Find();
        if (suite is null)
            Assert.Skip($"THE OFFICIAL JSON SCHEMA SUITE DID NOT RUN: it was not found. To run it, {OfficialSuite.HowToFind}.");

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
}
