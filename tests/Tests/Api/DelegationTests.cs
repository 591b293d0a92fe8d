using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>Runs that work for other runs, as programs see them.</summary>
public sealed class DelegationTests(SharedConsole shared)
{
    [Fact]
    public async Task A_part_that_is_delegated_comes_to_the_same_inbox_and_its_answer_comes_back()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var part = model.On("part", a => a.Turn == 0 ? Write("a part") : Reply.Says("I wrote it."));
        var run = await console.Sam.StartRunAsync("boss", model.On("whole", a => a.Turn == 0 ? Hand(part) : Reply.Says(a.LastToolAnswer)));

        var waiting = await console.Rita.UntilAsync(run, "AwaitingDecision");
        var child = Assert.Single(waiting.GetProperty("children").EnumerateArray());
        Assert.Equal(($"{run}-1-1", $"{run}.1.1", "clerk", "AwaitingDecision"), (child.Text("runId"), child.Text("callId"), child.Text("agent"), child.Text("status")));
        Assert.Empty(waiting.GetProperty("pendingProposals").EnumerateArray());

        var its = (await console.Rita.GetAsync($"/api/runs/{run}-1-1")).Must(200);
        Assert.Equal((run, "kim", part), (its.Text("parentRunId"), its.GetProperty("onBehalfOf").Text("subject"), its.Text("input")));
        var proposal = (await console.Rita.GetAsync("/api/proposals?status=pending&take=200")).Must(200).GetProperty("items").EnumerateArray().Single(p => p.Text("runId") == $"{run}-1-1");
        Assert.Equal(JsonSerializer.Serialize(new[] { new { runId = run, agent = "boss", callId = $"{run}.1.1" } }), proposal.GetProperty("ancestors").GetRawText());

        (await console.Rita.ApproveAsync(proposal)).Must(200);
        var ended = await console.Sam.UntilAsync(run, "Completed");
        Assert.Contains("I wrote it.", ended.Text("result"), StringComparison.Ordinal);
        Assert.Equal((4, 2), (ended.GetProperty("tree").GetProperty("steps").GetInt32(), ended.GetProperty("steps").GetInt32()));
        Assert.Equal(2 * ended.GetProperty("usage").GetProperty("costUsd").GetDecimal(), ended.GetProperty("tree").GetProperty("costUsd").GetDecimal());
        Assert.Equal(["child.intended.v1", "child.moved.v1", "child.moved.v1", "child.ended.v1"], (await NamesAsync(console, run)).Where(n => n.StartsWith("child.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_child_sees_no_tool_that_its_parent_does_not_have_and_only_who_may_delegate_sees_the_tool_for_it()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var part = model.On("part of clerk", Reply.Says("ok"));
        var whole = model.On("whole", a => a.Turn == 0 ? Hand(part) : Reply.Says("ok"));
        await console.Sam.UntilAsync(await console.Sam.StartRunAsync("boss", whole), "Completed");
        Assert.Equal(["delegate", "look", "write"], model.RequestsFor(whole)[0].Tools.Order());
        Assert.Equal(["look", "write"], model.RequestsFor(part)[0].Tools.Order());
    }

    [Fact]
    public async Task Two_generations_below_the_first_run_nobody_can_delegate()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var third = model.On("third", a => a.Turn == 0 ? Hand("a fourth") : Reply.Says(a.LastToolAnswer));
        var second = model.On("second", a => a.Turn == 0 ? Hand(third, "boss") : Reply.Says("ok"));
        var first = model.On("first", a => a.Turn == 0 ? Hand(second, "boss") : Reply.Says("ok"));
        var run = await console.Sam.StartRunAsync("boss", first);
        await console.Sam.UntilAsync(run, "Completed");
        Assert.Equal([true, true, false], new[] { first, second, third }.Select(task => model.RequestsFor(task)[0].Tools.Contains("delegate")));
        Assert.Contains("unknownTool", (await console.Sam.GetAsync($"/api/runs/{run}-1-1-1-1")).Must(200).Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_a_run_settles_all_that_work_for_it()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var (waits, hangs) = (model.On("waits", Write("never")), model.On("hangs", _ => Reply.Hangs()));
        var run = await console.Sam.StartRunAsync("boss", model.On("whole", Reply.Calls(Handing(waits), Handing(hangs))));
        var proposal = await ProposalOfAsync(console, $"{run}-1-1");
        (await console.Sam.PostAsync($"/api/runs/{run}/cancel", new { reason = "enough" })).Must(202);
        await console.Sam.UntilAsync(run, "Cancelled");
        Assert.Equal(("Cancelled", "Cancelled"), (await StatusAsync(console, $"{run}-1-1"), await StatusAsync(console, $"{run}-1-2"))); // the second had its model at work
        Assert.Equal("Withdrawn", (await console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).Text("status"));
    }

    [Fact]
    public async Task What_was_rejected_in_a_child_is_refused_to_its_parent()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var part = model.On("part", a => a.Turn == 0 ? Write("no such thing") : Reply.Says("They said no."));
        var run = await console.Sam.StartRunAsync("boss", model.On("whole", a => a.Turn switch { 0 => Hand(part), 1 => Write("no such thing"), _ => Reply.Says(a.LastToolAnswer) }));
        (await console.Rita.RejectAsync(await ProposalOfAsync(console, $"{run}-1-1"), "no")).Must(200);
        Assert.Contains("\"code\":\"denied\"", (await console.Sam.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_of_the_parents_agent_holds_its_children()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var part = model.On("part", a => a.Turn == 0 ? Write("after the stop") : Reply.Says("ok"));
        var run = await console.Sam.StartRunAsync("boss", model.On("whole", a => a.Turn == 0 ? Hand(part) : Reply.Says("ok")));
        var proposal = await ProposalOfAsync(console, $"{run}-1-1");
        var stop = (await console.Sam.PostAsync("/api/stops", new { scope = "agent:boss", reason = "wait" })).Must(201);
        (await console.Rita.RejectAsync(proposal, "no")).Must(200);
        Assert.Equal(("Halted", "StoppedByPerson"), await HeldAsync(console, $"{run}-1-1"));
        Assert.Equal(("Halted", "StoppedByPerson"), await HeldAsync(console, run));

        (await console.Ada.PostAsync($"/api/stops/{stop.Text("id")}/release", new { })).Must(200);
        (await console.Abel.PostAsync($"/api/stops/{stop.Text("id")}/release", new { })).Must(200);
        await console.Sam.UntilAsync(run, "Completed");
    }

    /// <summary>A child is there a moment after its parent.</summary>
    private static async Task<JsonElement> ProposalOfAsync(ConsoleProcess console, string child)
    {
        await Until.TrueAsync(async () => (await console.Rita.GetAsync($"/api/runs/{child}")).Status == 200, () => $"{child} never began");
        return await console.Rita.ProposalOfAsync(child);
    }

    private static async Task<(string, string)> HeldAsync(ConsoleProcess console, string run)
    {
        var found = default(JsonElement);
        await Until.TrueAsync(async () => (found = (await console.Sam.GetAsync($"/api/runs/{run}")).Must(200)).Text("status") == "Halted", () => found.ToString());
        return (found.Text("status"), found.Text("haltReason"));
    }

    private static async Task<string> StatusAsync(ConsoleProcess console, string run) => (await console.Sam.GetAsync($"/api/runs/{run}")).Must(200).Text("status");

    private static async Task<IEnumerable<string>> NamesAsync(ConsoleProcess console, string run) =>
        (await console.Sam.GetAsync($"/api/runs/{run}/events?take=200")).Must(200).GetProperty("items").EnumerateArray().Select(e => e.Text("type"));

    private static Reply Write(string text) => Reply.Calls(("write", $$"""{"text":"{{text}}"}"""));

    private static Reply Hand(string task, string to = "clerk") => Reply.Calls(Handing(task, to));

    private static (string, string) Handing(string task, string to = "clerk") => ("delegate", $$"""{"agent":"{{to}}","task":"{{task}}"}""");
}
