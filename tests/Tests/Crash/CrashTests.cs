using System.Diagnostics;
using System.Text.Json;
using ApprovalConsole.Tests.Budgets;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Crash;

/// <summary>kill -9 at every awkward moment: what was acknowledged holds, no approval is used twice, and every run goes on or says what it does not know.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Killed_while_a_proposal_waits_it_waits_on_as_it_was()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text) = await desk.AskAsync("write");
        var before = await desk.Console.Rita.ProposalOfAsync(run);
        await desk.KillAndRestartAsync();

        var after = (await desk.Console.Rita.GetAsync($"/api/proposals/{before.Text("id")}")).Must(200);
        Assert.Equal(before.GetRawText(), after.GetRawText());
        (await desk.Console.Rita.ApproveAsync(before)).Must(200);
        await desk.Console.Rita.UntilAsync(run, "Completed");
        Assert.Equal(1, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task Killed_right_after_a_decision_was_answered_the_tool_is_called_at_most_once_and_the_decision_holds()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (unknown, completed) = (0, 0);
        for (var round = 0; round < 4; round++)
        {
            var (run, text) = await desk.AskAsync("write");
            var proposal = await desk.Console.Rita.ProposalOfAsync(run);
            (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
            Pass(TimeSpan.FromMilliseconds(round * 2.1)); // the first at once, the others a little later each
            await desk.KillAndRestartAsync();

            var settled = (await desk.Console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200);
            Assert.Equal(("approve", "rita"), (settled.GetProperty("decision").Text("decision"), settled.GetProperty("decision").Text("by")));
            var found = await desk.Console.Rita.UntilAsync(run, "Completed", "OutcomeUnknown");
            Assert.True(desk.Tools.CallsWith(text) <= 1, $"round {round}: called {desk.Tools.CallsWith(text)} times");
            if (found.Text("status") == "Completed") completed++;
            else unknown += await SettleAsync(desk, found, text);
            Assert.Equal(1, desk.Tools.CallsWith(text));
        }

        Console.WriteLine($"4 kills right after the answer: {completed} runs completed by themselves, {unknown} went by the unknown desk.");
    }

    [Fact]
    public async Task Killed_while_decisions_come_in_none_that_was_answered_is_lost_and_the_others_can_be_sent_again()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (acknowledged, resent) = (0, 0);
        for (var round = 0; round < 3; round++)
        {
            var asked = new List<(string Run, string Text, JsonElement Proposal)>();
            for (var i = 0; i < 6; i++)
            {
                var (run, text) = await desk.AskAsync("write");
                asked.Add((run, text, await desk.Console.Rita.ProposalOfAsync(run)));
            }

            var answers = asked.Select(a => TryAsync(() => desk.Console.Rita.ApproveAsync(a.Proposal, a.Run))).ToList();
            await SomeOfAsync(answers, round); // in each round one more of the six has been answered, the others are on their way
            await desk.KillAndRestartAsync();

            foreach (var ((run, text, proposal), answering) in asked.Zip(answers))
            {
                var answered = await answering is { Status: 200 };
                if (answered) acknowledged++;
                else resent++;
                if (answered) Assert.NotEqual("Pending", (await desk.Console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).Text("status"));
                (await desk.Console.Rita.ApproveAsync(proposal, run)).Must(200);
                var found = await desk.Console.Rita.UntilAsync(run, "Completed", "OutcomeUnknown");
                Assert.True(desk.Tools.CallsWith(text) <= 1, $"called {desk.Tools.CallsWith(text)} times");
                if (found.Text("status") == "OutcomeUnknown") await SettleAsync(desk, found, text);
                Assert.Equal(1, desk.Tools.CallsWith(text));
            }
        }

        Console.WriteLine($"3 kills amid 18 decisions: {acknowledged} were answered before, {resent} were sent again.");
    }

    [Fact]
    public async Task Killed_while_the_model_is_asked_it_is_asked_again()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var asked = 0;
        var input = desk.Model.On("asked twice", _ => Interlocked.Increment(ref asked) == 1 ? Reply.Hangs() : Reply.Says("the second time"));
        var run = await desk.Console.Sam.StartRunAsync("clerk", input);
        await Until.TrueAsync(() => Task.FromResult(asked == 1), () => desk.Console.Output);
        await desk.KillAsync();
        await AssertCountersAsync(desk, areReserved: true);
        await desk.RestartAsync();

        var ended = await desk.Console.Rita.UntilAsync(run, "Completed");
        Assert.Equal(("the second time", 1, 2), (ended.Text("result"), ended.GetProperty("steps").GetInt32(), asked));

        // What the lost attempt may have cost is charged: nobody knows what the provider counted.
        Assert.True(ended.GetProperty("usage").GetProperty("inputTokens").GetInt64() > 1000);
        await desk.KillAsync();
        await AssertCountersAsync(desk, areReserved: false);
    }

    [Fact]
    public async Task Killed_while_something_is_read_it_is_read_again()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text) = await desk.AskAsync("slow_look");
        await desk.ArrivedAsync(text);
        await desk.KillAndRestartAsync();

        Assert.Contains($"done: {text}", (await desk.Console.Rita.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
        Assert.Equal(2, desk.Tools.CallsWith(text));
    }

    [Theory]
    [InlineData("happened", "a person found out that it happened")]
    [InlineData("didNotHappen", "did not happen")]
    public async Task Killed_while_a_write_is_out_a_person_says_what_became_of_it(string outcome, string told)
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text, call) = await KilledInTheMiddleAsync(desk, "slow_write");

        (await desk.Console.Rita.PostAsync($"/api/calls/{call}/outcome", new { outcome = "perhaps", note = "n" })).MustRefuse(422, "invalidRequest");
        (await desk.Console.Rita.PostAsync($"/api/calls/{call}/outcome", new { outcome })).MustRefuse(422, "reasonMissing");
        if (outcome == "didNotHappen")
            (await desk.Console.Rita.PostAsync($"/api/calls/{call}/outcome", new { outcome, note = "I approved it myself" })).MustRefuse(403, "separationOfDuties");
        (await desk.Console.Remy.PostAsync($"/api/calls/{call}/outcome", new { outcome, note = "I looked" })).Must(200);

        Assert.Contains(told, (await desk.Console.Rita.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
        (await desk.Console.Remy.PostAsync($"/api/calls/{call}/outcome", new { outcome, note = "once more" })).Must(200);
        (await desk.Console.Remy.PostAsync($"/api/calls/{call}/outcome", new { outcome = "sendAgain", note = "now otherwise" })).MustRefuse(409, "notUnknown");
        Assert.Equal(1, desk.Tools.CallsWith(text));
    }

    [Theory]
    [InlineData("slow_write")]
    [InlineData("slow_stamp")]
    public async Task What_is_to_be_sent_again_needs_a_decision_of_its_own(string tool)
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text, call) = await KilledInTheMiddleAsync(desk, tool);
        (await desk.Console.Remy.PostAsync($"/api/calls/{call}/outcome", new { outcome = "sendAgain", note = "nothing there" })).Must(200);

        var again = await desk.Console.Rita.ProposalOfAsync(run);
        Assert.Equal(1, desk.Tools.CallsWith(text));
        (await desk.Console.Rita.ApproveAsync(again)).Must(200);
        await desk.Console.Rita.UntilAsync(run, "Completed");
        Assert.Equal(2, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task While_an_outcome_is_unknown_nothing_else_of_the_run_starts()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, _, _) = await KilledInTheMiddleAsync(desk, "slow_write");
        var before = desk.Model.Requests.Count;
        await desk.KillAndRestartAsync();

        await desk.Console.Rita.UntilAsync(run, "OutcomeUnknown");
        Assert.Equal(before, desk.Model.Requests.Count);
        (await desk.Console.Sam.PostAsync($"/api/runs/{run}/cancel", new { reason = "enough" })).Must(202);
        Assert.Equal("OutcomeUnknown", (await desk.Console.Rita.GetAsync($"/api/runs/{run}")).Must(200).Text("status"));
    }

    private static async Task<(string Run, string Text, string Call)> KilledInTheMiddleAsync(CrashDesk desk, string tool)
    {
        var (run, text) = await desk.AskAsync(tool);
        if (tool == "slow_write") (await desk.Console.Rita.ApproveAsync(await desk.Console.Rita.ProposalOfAsync(run))).Must(200);
        await desk.ArrivedAsync(text);
        await desk.KillAndRestartAsync();
        var unknown = await desk.Console.Rita.UntilAsync(run, "OutcomeUnknown");
        Assert.Equal(1, desk.Tools.CallsWith(text));
        return (run, text, unknown.GetProperty("unknownCalls")[0].GetString()!);
    }

    /// <summary>What the counters of the budgets that the runs count in say is what the journal says, killed or not.</summary>
    private static async Task AssertCountersAsync(CrashDesk desk, bool areReserved)
    {
        var (rows, reckoned) = await CounterRows.OfFolderAsync(Path.GetDirectoryName(desk.SettingsFile)!);
        var counted = rows.Where(r => r.Key.StartsWith("month ", StringComparison.Ordinal) || r.Key.StartsWith("agent:clerk:", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, counted.Count);
        Assert.All(counted, row => Assert.Equal((row.Key, reckoned[row.Key], areReserved), (row.Key, row.Value, row.Value.Reserved > 0)));
    }

    /// <summary>What a person at the unknown desk would do, who can see if the call arrived.</summary>
    private static async Task<int> SettleAsync(CrashDesk desk, JsonElement run, string text)
    {
        var (id, call) = (run.Text("id"), run.GetProperty("unknownCalls")[0].GetString());
        var happened = desk.Tools.CallsWith(text) == 1;
        (await desk.Console.Remy.PostAsync($"/api/calls/{call}/outcome", new { outcome = happened ? "happened" : "sendAgain", note = "I looked" })).Must(200);
        if (!happened) (await desk.Console.Rita.ApproveAsync(await desk.Console.Rita.ProposalOfAsync(id))).Must(200);
        await desk.Console.Rita.UntilAsync(id, "Completed");
        return 1;
    }

    private static async Task SomeOfAsync(IEnumerable<Task> answers, int count)
    {
        var open = answers.ToList();
        for (; count > 0; count--) open.Remove(await Task.WhenAny(open));
    }

    private static async Task<Answer?> TryAsync(Func<Task<Answer>> send)
    {
        try
        {
            return await send();
        }
        catch (HttpRequestException)
        {
            return null; // the process died before it answered
        }
    }

    /// <summary>Lets a moment pass that is shorter than timers can measure.</summary>
    private static void Pass(TimeSpan moment)
    {
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < moment;) Thread.SpinWait(20);
    }
}
