using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Cluster;

/// <summary>A node that stands still for longer than the others wait for it, and then goes on as if nothing had been: with a model's answer, a tool's and a reviewer's in its hands.</summary>
[Collection(nameof(Nodes))]
public sealed class StoppedNodeTests(Nodes nodes)
{
    [Fact]
    public async Task I2_what_it_had_under_way_goes_on_elsewhere_and_when_it_wakes_it_sends_nothing_writes_nothing_and_ends()
    {
        Assert.SkipWhen(PostgreSqlServer.Binaries is null, "PostgreSQL is not installed.");
        var (waiting, waitingText) = await nodes.AskAsync(2, "write");
        var proposal = await nodes[2].Rita.ProposalOfAsync(waiting);
        nodes.SlowMayAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var (sent, sentText) = await nodes.AskAsync(2, "slow_write");
        (await nodes[2].Rita.ApproveAsync(await nodes[2].Rita.ProposalOfAsync(sent))).Must(200);
        await Until.TrueAsync(() => Task.FromResult(nodes.Tools.CallsWith(sentText) == 1), () => nodes[2].Output);
        var (asked, lookText, mayAnswer) = (0, $"look-{Guid.NewGuid():N}", new TaskCompletionSource());
        var thinking = await nodes[2].Sam.StartRunAsync("clerk", nodes.Model.On("thought of twice", _ => Interlocked.Increment(ref asked) == 1
            ? Reply.Hangs(mayAnswer.Task, Reply.Calls(("look", $$"""{"text":"{{lookText}}"}"""))) : Reply.Says("the second time")));
        await Until.TrueAsync(() => Task.FromResult(asked == 1), () => nodes[2].Output);

        nodes[2].Stop();
        var late = nodes[2].Rita.ApproveAsync(proposal); // lies in its door
        Assert.Equal("the second time", (await nodes[0].Rita.UntilAsync(thinking, "Completed")).Text("result"));
        await nodes[1].Rita.UntilAsync(sent, "OutcomeUnknown");
        (await nodes[1].Rita.ApproveAsync(proposal)).Must(200);
        await nodes[0].Rita.UntilAsync(waiting, "Completed");
        mayAnswer.SetResult();
        nodes.SlowMayAnswer.SetResult();
        nodes[2].GoOn();
        await nodes[2].EndedAsync();

        Assert.False(await IsAcknowledgedAsync(late), "it took a decision");
        Assert.Equal((2, 0, 1, 1), (asked, nodes.Tools.CallsWith(lookText), nodes.Tools.CallsWith(waitingText), nodes.Tools.CallsWith(sentText)));
        await nodes.RestartAsync(2);
        foreach (var node in nodes.All)
        {
            Assert.Equal("the second time", (await node.Rita.GetAsync($"/api/runs/{thinking}")).Must(200).Text("result"));
            Assert.Equal("Completed", (await node.Rita.GetAsync($"/api/runs/{waiting}")).Must(200).Text("status"));
            Assert.Equal("OutcomeUnknown", (await node.Rita.GetAsync($"/api/runs/{sent}")).Must(200).Text("status")); // for a person to say
        }
    }

    private static async Task<bool> IsAcknowledgedAsync(Task<Answer> answer)
    {
        try
        {
            return (await answer).Status is 200;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
