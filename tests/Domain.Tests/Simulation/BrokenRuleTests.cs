namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>The simulation finds the guilty guilty.</summary>
public sealed class BrokenRuleTests(ITestOutputHelper output)
{
    private const int Seeds = 1_000;

    public static TheoryData<string> Rules => [.. BrokenRules.All.Keys];

    [Theory, MemberData(nameof(Rules))]
    public void A_broken_rule_is_found_within_a_thousand_seeds(string broken)
    {
        var (invariant, rules) = BrokenRules.All[broken];
        var found = Enumerable.Range(0, Seeds).Select(seed => Replay.FailureOf(new(seed, rules), seed)).FirstOrDefault(f => f?.Invariant == invariant);
        Assert.True(found is not null, $"{Seeds} seeds, and nobody noticed that {broken}.");
        output.WriteLine($"seed {found.Seed}, after {found.Length} lines: {found.Message}");
    }
}
