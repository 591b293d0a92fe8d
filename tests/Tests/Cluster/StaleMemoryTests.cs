using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Stops;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Cluster;

/// <summary>Two nodes on one database that hear nothing of each other: what one remembers of a run is behind what the other has written, and the journal's key decides.</summary>
public sealed class StaleMemoryTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly List<GateHost> _nodes = [];

    private GateHost One => _nodes[0];

    private GateHost Other => _nodes[1];

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 2; i++)
            _nodes.Add(await GateHost.StartAsync(Deaf, folder: _folder, nodePort: Nodes.FreePort()));
        foreach (var node in _nodes) await node.TriedAsync();
    }

    [Fact]
    public async Task A_node_remembers_the_runs_that_it_works_on()
    {
        var run = await One.StartRunAsync("write:a", "look:b");
        await One.ProposalOfAsync(run);

        Assert.Equal((await One.RunAsync(run)).Version, One.Get<RunMemory>().Of(run)?.Run.Version);
    }

    [Fact]
    public async Task I2_what_is_decided_on_a_state_that_another_node_has_gone_on_from_is_not_written_and_decided_again()
    {
        var run = await One.StartRunAsync("write:a");
        var proposal = await One.ProposalOfAsync(run);
        var stale = await RememberedAsync(Other, run);
        Assert.Null((await One.DecideAsync(proposal)).Refusal);
        await EndedAsync(run);

        Other.Get<RunMemory>().PutBack(stale);
        var ruling = await Other.Get<CommandGate>().SendAsync(run, new RunCommand.Cancel(GateHost.Ada, "enough", DateTimeOffset.UtcNow), TestContext.Current.CancellationToken);
        Assert.IsNotType<Ruling<RunEvent>.Accepted>(ruling);
        Assert.Equal(1, CallsOf("a"));
        Assert.Null(Other.Get<RunMemory>().Of(run));
    }

    [Fact]
    public async Task What_a_remembered_state_would_refuse_is_looked_at_again_first()
    {
        var run = await One.StartRunAsync("write:a", "write:b");
        var first = await One.ProposalOfAsync(run);
        var stale = await RememberedAsync(Other, run);
        Assert.Null((await One.DecideAsync(first)).Refusal);
        await Until.TrueAsync(async () => (await One.RunAsync(run)).PendingProposals.Any(p => p.Id != first.Id), () => "the second was never asked for");
        var second = (await One.RunAsync(run)).PendingProposals.Single();

        Other.Get<RunMemory>().PutBack(stale);
        Assert.Null((await Other.DecideAsync(second)).Refusal);
        await EndedAsync(run);
        Assert.Equal((1, 1), (CallsOf("a"), CallsOf("b")));
    }

    [Fact]
    public async Task Nobody_is_shown_what_another_node_has_gone_on_from()
    {
        var run = await One.StartRunAsync("write:a");
        var proposal = await One.ProposalOfAsync(run);
        var stale = await RememberedAsync(Other, run);
        Assert.Null((await One.DecideAsync(proposal)).Refusal);
        await EndedAsync(run);

        Other.Get<RunMemory>().PutBack(stale);
        Assert.NotNull((await Other.RunAsync(run)).End);
        Assert.Equal(RunStatus.Completed, (await Other.ShownAsync(run)).Status);
        Assert.NotEmpty(await Other.Get<RunJournal>().FollowAsync(run, stale.Run.Version, 200, TestContext.Current.CancellationToken));
        Assert.NotNull((await Other.DecideAsync(proposal, "reject", "no")).Refusal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_both_do_at_once_on_memories_that_are_behind_nothing_is_sent_twice_and_nothing_that_was_acknowledged_is_lost(int seed)
    {
        var runs = new List<string>();
        for (var i = 0; i < 6; i++) runs.Add(await _nodes[i % 2].StartRunAsync(Enumerable.Range(0, 3).Select(n => $"write:w{i}-{n}").ToArray()));
        var (approved, rejected) = (new HashSet<string>(), new HashSet<string>());

        await Task.WhenAll(_nodes.Select((node, n) => Task.Run(async () =>
        {
            var chance = new Random(seed * 100 + n);
            var earlier = new Dictionary<string, KnownRun>();
            while (await AnyOpenAsync(runs))
            {
                var run = runs[chance.Next(runs.Count)];
                if (chance.Next(2) == 0 && earlier.TryGetValue(run, out var stale)) node.Get<RunMemory>().PutBack(stale); // as if it had heard nothing since
                if (node.Get<RunMemory>().Of(run) is { } known) earlier[run] = known;
                if (chance.Next(4) == 0) await node.WakeAsync(run);
                foreach (var proposal in (await node.RunAsync(run)).PendingProposals)
                {
                    var isApproved = chance.Next(4) > 0;
                    var answer = await node.DecideAsync(proposal, isApproved ? "approve" : "reject", "as it fell");
                    if (answer.Refusal is null) lock (approved) Assert.True((isApproved ? approved : rejected).Add(proposal.Id), "two answers to one proposal were accepted");
                }
            }
        })));

        Assert.Empty(approved.Intersect(rejected));
        var sent = _nodes.SelectMany(n => n.Calls).Where(c => c.Tool == "write").Select(c => c.Word).ToList();
        Assert.Equal(sent.Distinct().Count(), sent.Count);
        Assert.Equal(approved.Count, sent.Count);
        foreach (var node in _nodes)
        {
            Assert.Empty(node.Get<Breach>().Findings);
            foreach (var run in runs) Assert.True(await node.Get<LogCheck>().HoldsAsync(run));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Nobody tells it that another node has written.</summary>
    private static void Deaf(IServiceCollection services) => services.Remove(services.Single(s => s.ImplementationType == typeof(Listener)));

    private static async Task<KnownRun> RememberedAsync(GateHost node, string run)
    {
        await node.WakeAsync(run); // in the run's turn
        return Assert.IsType<KnownRun>(node.Get<RunMemory>().Of(run));
    }

    private int CallsOf(string word) => _nodes.Sum(n => n.Calls.Count(c => c is { Tool: "write" } && c.Word == word));

    private Task EndedAsync(string run) => Until.TrueAsync(async () => !await AnyOpenAsync([run]), () => $"{run} has not ended");

    private async Task<bool> AnyOpenAsync(IEnumerable<string> runs)
    {
        foreach (var run in runs)
            if ((await One.Get<JournalReader>().LastAsync<RunEvent>(run, TestContext.Current.CancellationToken))?.Event is not (RunEvent.Completed or RunEvent.Failed or RunEvent.Cancelled)) return true;
        return false;
    }
}
