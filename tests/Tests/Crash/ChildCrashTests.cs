using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Crash;

/// <summary>kill -9 where one run waits for another: there is one child, and its parent hears of its end.</summary>
public sealed class ChildCrashTests
{
    [Fact]
    public async Task Killed_as_a_child_is_to_be_started_while_it_waits_and_as_it_has_ended_there_is_one_child_and_nothing_is_lost()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var text = $"part-{Guid.NewGuid():N}"[..20];
        var part = desk.Model.On("the part", a => a.Turn == 0 ? Reply.Calls(("write", $$"""{"text":"{{text}}"}""")) : Reply.Says("The part is done."));
        var whole = desk.Model.On("the whole", a => a.Turn == 0 ? Reply.Calls(("delegate", $$"""{"agent":"clerk","task":"{{part}}"}""")) : Reply.Says($"All done: {a.LastToolAnswer}"));

        var run = await desk.Console.Sam.StartRunAsync("boss", whole);
        await SeenAsync(desk, run, "child.intended.v1");
        await desk.KillAndRestartAsync();

        var child = $"{run}-1-1";
        var proposal = await desk.Console.Rita.ProposalOfAsync(child);
        await desk.KillAndRestartAsync();

        Assert.Equal(proposal.GetRawText(), (await desk.Console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).GetRawText());
        await desk.Console.Rita.UntilAsync(run, "AwaitingDecision");
        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        await SeenAsync(desk, child, "run.completed.v1");
        await desk.KillAndRestartAsync();

        var ended = await desk.Console.Sam.UntilAsync(run, "Completed");
        Assert.Contains("The part is done.", ended.Text("result"), StringComparison.Ordinal);
        Assert.Equal((child, "Completed"), (ended.GetProperty("children")[0].Text("runId"), ended.GetProperty("children")[0].Text("status")));
        Assert.Equal(1, desk.Tools.CallsWith(text));
        var runs = (await desk.Console.Sam.GetAsync("/api/runs")).Must(200).GetProperty("items").EnumerateArray().Select(r => r.Text("id"));
        Assert.Equal([child, run], runs);
        Assert.True((await desk.Console.Ada.GetAsync("/api/audit/verify")).Must(200).GetProperty("ok").GetBoolean());
    }

    /// <summary>At once when the event is on the disk.</summary>
    private static async Task SeenAsync(CrashDesk desk, string run, string name)
    {
        using var patience = Patience.Begin();
        await foreach (var item in desk.Console.Sam.WatchAsync(run, ct: patience.Token))
            if (item.EventType == name) return;
        Assert.Fail($"{name} never came");
    }
}
