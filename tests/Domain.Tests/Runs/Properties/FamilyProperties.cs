using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Runs.Properties;

/// <summary>Runs that work for each other, in a world that does what it likes.</summary>
public sealed class FamilyProperties(ITestOutputHelper output)
{
    private const int Families = 2_000;

    [Fact]
    public void No_tree_of_runs_gets_beyond_any_cap_of_its_first_run_and_every_one_comes_to_rest()
    {
        var all = Enumerable.Range(0, Families).Select(seed => Lived(seed, 40 + seed % 160)).ToList();
        output.WriteLine($"{Families} trees of {all.Sum(f => f.Runs.Count())} runs: {all.Max(f => f.Runs.Count())} runs in the largest, {all.Max(f => f.Runs.Max(r => r.Depth))} generations below the first, {all.Max(f => f.Runs.Max(r => r.Children.Count))} children of one run");
        Assert.Contains(all, f => f.Runs.Any(r => r.Depth == 2));
        Assert.Contains(all, f => f.Runs.Any(r => r.Children.Count == 4));
        for (var seed = 0; seed < Families; seed++) Assert.True(all[seed].ComesToRest(), $"family {seed} is stuck: {string.Join(", ", all[seed].Runs.Select(r => $"{r.Id} {r.Status}"))}");
        for (var seed = 0; seed < Families; seed++) Assert.True(all[seed].WhyBeyond() is null, $"family {seed} at rest: {all[seed].WhyBeyond()}");
    }

    [Fact]
    public void A_run_that_is_cancelled_settles_all_below_it()
    {
        foreach (var seed in Enumerable.Range(0, Families / 2))
        {
            var family = Lived(seed, 30 + seed % 50);
            family.CancelAll();
            Assert.True(family.ComesToRest(), $"family {seed}");
            Assert.All(family.Runs, run => Assert.True(run is { End: not null, IsOut: false } && !run.PendingProposals.Any() && run.Calls.Values.All(c => c.IsSettled), $"family {seed}: {run.Id} is {run.Status}"));
        }
    }

    private static SimulatedFamily Lived(int seed, int turns)
    {
        var family = new SimulatedFamily(seed);
        for (var turn = 0; turn < turns; turn++)
        {
            family.Turn();
            Assert.True(family.WhyBeyond() is null, $"family {seed}, turn {turn}: {family.WhyBeyond()}");
        }

        return family;
    }
}
