using System.Text.Json;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Outside;

/// <summary>The clients of <c>docs/examples</c>, each as the program that a reader would start.</summary>
public sealed class ExampleTests(ExampleDesk desk) : IClassFixture<ExampleDesk>
{
    private const int MostLines = 15;
    private const int LongestLine = 140;

    public static TheoryData<string> Examples => [.. ExampleFiles.All];

    [Theory, MemberData(nameof(Examples))]
    public async Task I1_It_reads_unasked_and_its_refund_goes_out_once_when_a_person_has_agreed(string example)
    {
        var matter = desk.NewCase();
        await using var client = await matter.StartAsync(example);
        var proposal = await matter.ProposalAsync(client);
        Assert.Equal(("storefront", "desk.refund_order", 0), (proposal.Text("agent"), proposal.Text("tool"), matter.Refunds));

        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        Assert.Contains($"R-{matter.Number}", await client.EndedAsync(), StringComparison.Ordinal);
        Assert.Equal(1, matter.Refunds);
        Assert.Equal([("desk.search_orders", "policy"), ("desk.refund_order", "person")], matter.ReceiptsOf(proposal).Select(r => (r.Text("tool"), r.Text("decision"))));
        Assert.Equal(proposal.Text("id"), matter.ReceiptsOf(proposal)[^1].Text("proposalId"));
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task I2_Killed_while_its_refund_waits_and_started_again_it_joins_it_and_it_goes_out_once(string example)
    {
        var matter = desk.NewCase();
        JsonElement proposal;
        await using (var killed = await matter.StartAsync(example))
        {
            proposal = await matter.ProposalAsync(killed);
            await killed.Kill9Async();
        }

        await using var client = await matter.StartAsync(example);
        await Until.TrueAsync(() => Task.FromResult(client.MustBeAlive() && matter.Replies == 4), () => $"It did not get as far again.\n{client.Said}");
        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        Assert.Contains($"R-{matter.Number}", await client.EndedAsync(), StringComparison.Ordinal);

        await using var late = await matter.StartAsync(example); // as one would that died before it heard of it
        Assert.Contains($"R-{matter.Number}", await late.EndedAsync(), StringComparison.Ordinal);
        Assert.Equal(1, matter.Refunds);
        Assert.Equal(proposal.Text("id"), Assert.Single(await matter.ProposalsAsync()).Text("id"));
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task It_hears_what_a_person_said_instead_and_does_not_ask_for_the_same_again(string example)
    {
        var matter = desk.NewCase();
        await using var client = await matter.StartAsync(example);
        (await desk.Console.Rita.RejectAsync(await matter.ProposalAsync(client), "The order was paid back by hand.")).Must(200);
        Assert.Contains("The order was paid back by hand.", await client.EndedAsync(), StringComparison.Ordinal);
        Assert.Equal(0, matter.Refunds);
    }

    [Theory, MemberData(nameof(Examples))]
    public void What_gates_takes_15_lines_or_fewer_and_none_is_long(string example)
    {
        var lines = ExampleFiles.LinesOf(example);
        var gate = ExampleFiles.GateOf(lines);
        Assert.InRange(gate.Length, 8, MostLines);
        Assert.Contains(gate, l => l.Contains("tool-calls", StringComparison.Ordinal) || l.Contains("waitSeconds", StringComparison.Ordinal));
        Assert.Contains(gate, l => l.Contains("desk.refund_order", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.InRange(l.Length, 0, LongestLine));
        Assert.All(gate, l => Assert.InRange(l.Count(c => c == ';'), 0, l.Contains("for (;;)", StringComparison.Ordinal) ? 2 : 1)); // a statement a line
    }

    [Fact]
    public void There_is_one_for_each_framework_that_the_docs_name() =>
        Assert.Equal(["agent-framework", "chat-client", "langgraph.ts", "openai-agents.ts", "vercel-ai-sdk.ts"], ExampleFiles.All);
}
