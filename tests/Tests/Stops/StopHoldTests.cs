using System.Diagnostics;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Stops;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Once a stop is answered nothing of its scope goes out; once it is lifted, what was held does.</summary>
public sealed class StopHoldTests
{
    private const int Runs = 64;

    private static readonly string[] Plan = [.. Enumerable.Range(0, 6).Select(i => $"look:w{i}"), "write:x"];

    [Theory]
    [InlineData("all")]
    [InlineData("agent:clerk")]
    [InlineData("tool:box.look")]
    public async Task No_probe_is_asked_under_a_stop(string scope)
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var (halts, run) = (host.Get<Halts>(), Story.ARun().ToolChanges("book", t => t.WithPolicy(p => p with { Probe = p.Probe! with { Tool = "box.look" } })).IsOut(Ask.Book()).GoesSilent(1).Run with { Agent = "clerk" });
        var probe = Assert.Single(RunDue.OwnOf(run));
        Assert.Null(halts.Of(run, probe, halts.Now));
        host.Proof.Fail(["It does not hold."]);
        Assert.Equal(HaltReason.GateUnproven, halts.Of(run, probe, halts.Now)?.Reason);
        await host.Stops.PressAsync(scope, "drill", GateHost.Rita, TestContext.Current.CancellationToken);
        Assert.Equal(HaltReason.StoppedByPerson, halts.Of(run, probe, halts.Now)?.Reason);
    }

    [Fact]
    public async Task Nothing_is_sent_between_the_answer_to_a_stop_and_its_release_with_64_runs_at_work()
    {
        await using var host = await GateHost.StartAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => host.StartRunAsync(Plan)));
        await GateHost.UntilAsync(() => Task.FromResult(host.Calls.Count > Runs / 2), "no run was at work");

        var pressed = Stopwatch.GetTimestamp();
        var stop = await host.Stops.PressAsync("all", "drill", GateHost.Rita, TestContext.Current.CancellationToken);
        var answered = Stopwatch.GetTimestamp();
        TestContext.Current.TestOutputHelper?.WriteLine($"answered after {Stopwatch.GetElapsedTime(pressed, answered).TotalMilliseconds:0.0} ms, {host.Calls.Count} calls were out or done");
        var later = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.StartRunAsync(Plan)));
        foreach (var run in runs.Concat(later)) await host.WakeAsync(run);
        await GateHost.UntilAsync(async () => (await Task.WhenAll(runs.Select(host.RunAsync))).All(r => !r.IsOut), "calls that were out never settled");
        foreach (var run in runs.Concat(later)) await host.WakeAsync(run);
        var open = (await Task.WhenAll(runs.Concat(later).Select(host.ShownAsync))).Where(r => r.Status is not RunStatus.AwaitingDecision).ToList();
        Assert.NotEmpty(open);
        Assert.All(open, r => Assert.Equal((RunStatus.Halted, HaltReason.StoppedByPerson), (r.Status, r.HaltReason!.Value)));
        Assert.Equal(open.Count, (await host.Get<RunsQuery>().CountAsync(TestContext.Current.CancellationToken))[RunStatus.Halted]);
        Assert.Equal(open.Count, (await host.Get<RunsQuery>().ListAsync(RunStatus.Halted, null, null, 200, TestContext.Current.CancellationToken)).Items.Count);

        var released = Stopwatch.GetTimestamp();
        await host.Stops.ReleaseAsync(stop.Stop!.Id, GateHost.Ada, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(host.Calls, c => c.At > answered);
        await host.Stops.ReleaseAsync(stop.Stop.Id, GateHost.Abel, TestContext.Current.CancellationToken);
        foreach (var run in runs.Concat(later)) await host.ProposalOfAsync(run);
        Assert.DoesNotContain(host.Calls, c => c.At > answered && c.At < released);
        Assert.DoesNotContain(host.Model.Asked, at => at > answered && at < released);
        Assert.Equal((Runs + 8) * 6, host.Calls.Count);
    }

    [Fact]
    public async Task A_stop_of_a_tool_holds_its_calls_and_lets_the_others_go()
    {
        await using var host = await GateHost.StartAsync();
        await host.Stops.PressAsync("tool:box.look", "drill", GateHost.Rita, TestContext.Current.CancellationToken);
        var (held, free) = (await host.StartRunAsync("look:a"), await host.StartRunAsync("write:b"));
        var proposal = await host.ProposalOfAsync(free);
        Assert.Null((await host.DecideAsync(proposal)).Refusal);
        await GateHost.UntilAsync(async () => (await host.RunAsync(free)).End is not null, "the other tool was held");
        await GateHost.UntilAsync(async () => (await host.ShownAsync(held)).HaltReason is HaltReason.StoppedByPerson, "the tool was not held");
        Assert.DoesNotContain(host.Calls, c => c.Tool == "look");
    }

    [Fact]
    public async Task Nobody_approves_what_is_stopped_and_every_other_answer_is_taken()
    {
        await using var host = await GateHost.StartAsync();
        var (first, second) = (await host.ProposalOfAsync(await host.StartRunAsync("write:a")), await host.ProposalOfAsync(await host.StartRunAsync("write:b")));
        await host.Stops.PressAsync("agent:clerk", "drill", GateHost.Rita, TestContext.Current.CancellationToken);
        Assert.Equal(RefusalCode.Stopped, (await host.DecideAsync(first)).Refusal?.Code);
        Assert.Null((await host.DecideAsync(second, "reject", "no")).Refusal);
        Assert.True((await host.RunAsync(first.Id.Split('.')[0])).PendingProposals.Any());
        Assert.Empty(host.Calls);
    }

    /// <summary>Another node has written a stop that this one has not read: the intent's own transaction finds it.</summary>
    [Fact]
    public async Task A_stop_that_another_node_pressed_holds_at_once()
    {
        await using var host = await GateHost.StartAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:a"));
        using var other = new StopBook(host.Get<JournalReader>(), host.Get<JournalWriter>(), host.Get<DecisionSeal>(), host.Get<LogCheck>(), host.Get<Outbox>(), new(), Microsoft.Extensions.Logging.Abstractions.NullLogger<StopBook>.Instance);
        await other.SendAsync(new Domain.Stops.StopCommand.Press("s1", Domain.Stops.StopScope.All, "elsewhere", GateHost.Ada, DateTimeOffset.UtcNow), TestContext.Current.CancellationToken);
        Assert.Empty(host.Stops.Open);

        Assert.Null((await host.DecideAsync(proposal)).Refusal); // it could not know: the answer is recorded, and waits
        Assert.Single(host.Stops.Open);
        var run = await host.RunAsync(proposal.Id.Split('.')[0]);
        Assert.Equal((CallStatus.Approved, 0), (run.Calls.Values.Single().Status, host.Calls.Count));
    }

    [Fact]
    public async Task Where_rows_of_the_stops_are_gone_nothing_is_sent()
    {
        await using var host = await GateHost.StartAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:a"));
        var stop = await host.Stops.PressAsync("tool:box.look", "drill", GateHost.Rita, TestContext.Current.CancellationToken);
        await host.ExecuteAsync("DELETE FROM journal WHERE Stream = 'stops'");
        Assert.NotNull(stop.Stop);
        await host.DecideAsync(proposal);
        Assert.NotEqual(RunStatus.Completed, (await host.RunAsync(proposal.Id.Split('.')[0])).Status);
        Assert.Empty(host.Calls);
    }
}
