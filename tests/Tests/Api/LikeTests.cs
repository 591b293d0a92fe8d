using System.Text.Json;
using ApprovalConsole.Tests.Crash;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Tests.Api;

/// <summary>An unknown effect blocks its like across runs, through a real console: nothing equal is sent until a person has said what happened.</summary>
public sealed class LikeTests
{
    [Fact]
    public async Task While_a_call_is_unknown_its_like_waits_over_a_restart_and_goes_on_by_itself_once_it_is_settled()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var text = NewText();
        var lost = await StartAsync(desk, "slow_stamp", text);
        await desk.ArrivedAsync(text);
        await desk.KillAndRestartAsync();
        await desk.Console.Rita.UntilAsync(lost, "OutcomeUnknown");

        var waiting = await StartAsync(desk, "slow_stamp", text);
        await BlockedAsync(desk, waiting);
        Assert.Contains("an equal call of another run", (await desk.Console.Sam.GetAsync($"/api/runs/{waiting}")).Must(200).Text("doing"), StringComparison.Ordinal);
        await desk.KillAsync();
        await desk.RestartAsync();
        await EventsUntilAsync(desk, waiting, "call.blocked.v1");
        Assert.Equal(1, desk.Tools.CallsWith(text));

        await SettleAsync(desk, lost, "didNotHappen");
        await desk.Console.Sam.UntilAsync(waiting, "Completed");
        Assert.Equal(2, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task While_a_call_is_unknown_its_like_is_not_approved_and_the_card_says_why()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var text = NewText();
        var lost = await StartAsync(desk, "slow_write", text);
        (await desk.Console.Rita.ApproveAsync(await desk.Console.Rita.ProposalOfAsync(lost))).Must(200);
        await desk.ArrivedAsync(text);
        await desk.KillAndRestartAsync();

        var other = await StartAsync(desk, "slow_write", text);
        var proposal = await desk.Console.Remy.ProposalOfAsync(other);
        var like = Assert.Single(proposal.GetProperty("likes").EnumerateArray());
        Assert.Equal(("Unknown", true), (like.Text("status"), like.GetProperty("isSameDeed").GetBoolean()));
        (await desk.Console.Remy.ApproveAsync(proposal)).MustRefuse(409, "likeUnknown");

        await SettleAsync(desk, lost, "didNotHappen");
        (await desk.Console.Remy.ApproveAsync(proposal)).Must(200);
        await desk.Console.Remy.UntilAsync(other, "Completed");
        Assert.Equal(2, desk.Tools.CallsWith(text));
    }

    [Theory]
    [InlineData("happened", 1)]
    [InlineData("didNotHappen", 2)]
    public async Task An_approval_from_before_waits_and_is_used_only_where_the_like_did_not_happen(string outcome, int sendings)
    {
        await using var desk = await CrashDesk.OpenAsync();
        var text = NewText();
        var (lost, other) = (await StartAsync(desk, "slow_write", text), await StartAsync(desk, "slow_write", text));
        var (first, second) = (await desk.Console.Rita.ProposalOfAsync(lost), await desk.Console.Rita.ProposalOfAsync(other));
        (await desk.Console.Rita.ApproveAsync(first)).Must(200);
        await desk.ArrivedAsync(text);
        var approved = (await desk.Console.Rita.ApproveAsync(second)).Must(200);
        Assert.StartsWith(lost, approved.Text("blockedBy"), StringComparison.Ordinal);
        Assert.Equal("Approved", approved.Text("status"));

        await desk.KillAndRestartAsync();
        await SettleAsync(desk, lost, outcome);
        var run = await desk.Console.Remy.UntilAsync(other, "Completed", "AwaitingDecision");
        Assert.Equal(sendings == 2 ? "Completed" : "AwaitingDecision", run.Text("status"));
        Assert.Equal(sendings, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task Of_many_runs_with_one_deed_none_is_sent_while_another_is_open()
    {
        const int many = 12;
        await using var desk = await CrashDesk.OpenAsync();
        var text = NewText();
        var runs = await Task.WhenAll(Enumerable.Range(0, many).Select(_ => StartAsync(desk, "slow_stamp", text)));
        await desk.ArrivedAsync(text);
        await Task.WhenAll(runs.Select(run => EventsUntilAsync(desk, run, "call.intended.v1", "call.blocked.v1")));
        Assert.Equal(1, desk.Tools.CallsWith(text));

        await desk.KillAndRestartAsync(); // the one that was out is unknown now
        var lost = Assert.Single(await UnknownAsync(desk, runs));
        await SettleAsync(desk, lost, "didNotHappen");
        await Task.WhenAll(runs.Select(run => desk.Console.Sam.UntilAsync(run, "Completed")));
        Assert.Equal(many, desk.Tools.CallsWith(text));
        Assert.Equal(1, MostOpenAtOnce(desk));
    }

    [Fact]
    public async Task An_unknown_call_from_before_such_rows_were_kept_blocks_too()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var text = NewText();
        var lost = await StartAsync(desk, "slow_stamp", text);
        await desk.ArrivedAsync(text);
        await desk.KillAndRestartAsync();
        await desk.Console.Rita.UntilAsync(lost, "OutcomeUnknown");
        await desk.KillAsync();
        Execute(desk, "DELETE FROM calls");
        await desk.RestartAsync();

        await BlockedAsync(desk, await StartAsync(desk, "slow_stamp", text));
        Assert.Equal(1, desk.Tools.CallsWith(text));
    }

    private static string NewText() => $"deed-{Guid.NewGuid():N}"[..30];

    private static Task<string> StartAsync(CrashDesk desk, string tool, string text) =>
        desk.Console.Sam.StartRunAsync("clerk", desk.Model.On(tool, a => a.Turn == 0 ? Reply.Calls((tool, $$"""{"text":"{{text}}"}""")) : Reply.Says("Done.")));

    private static Task BlockedAsync(CrashDesk desk, string run) => EventsUntilAsync(desk, run, "call.blocked.v1");

    private static Task EventsUntilAsync(CrashDesk desk, string run, params string[] names) => Until.TrueAsync(
        async () => (await desk.Console.Sam.GetAsync($"/api/runs/{run}/events")).Must(200).GetProperty("items").EnumerateArray().Any(e => names.Contains(e.Text("type"))),
        () => $"{run} never came to {string.Join(" or ", names)}\n{desk.Console.Output}");

    private static async Task SettleAsync(CrashDesk desk, string run, string outcome)
    {
        var unknown = (await desk.Console.Ada.UntilAsync(run, "OutcomeUnknown")).GetProperty("unknownCalls")[0].GetString();
        (await desk.Console.Ada.PostAsync($"/api/calls/{unknown}/outcome", new { outcome, note = "seen in the ledger" })).Must(200);
    }

    private static async Task<IReadOnlyList<string>> UnknownAsync(CrashDesk desk, IEnumerable<string> runs)
    {
        var unknown = new List<string>();
        foreach (var run in runs)
        {
            if ((await desk.Console.Sam.GetAsync($"/api/runs/{run}")).Must(200).Text("status") == "OutcomeUnknown") unknown.Add(run);
        }

        return unknown;
    }

    /// <summary>From the whole journal in its order: the most calls of the deed that were open at one time.</summary>
    private static int MostOpenAtOnce(CrashDesk desk)
    {
        var (open, most) = (0, 0);
        using var database = Open(desk);
        using var command = database.CreateCommand();
        command.CommandText = "SELECT Name FROM journal WHERE Name IN ('call.intended.v1', 'call.succeeded.v1', 'call.outcomeSettled.v1') ORDER BY Position";
        using var names = command.ExecuteReader();
        while (names.Read()) most = Math.Max(most, open += names.GetString(0) == "call.intended.v1" ? 1 : -1);
        return most;
    }

    private static void Execute(CrashDesk desk, string sql)
    {
        using var database = Open(desk);
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(CrashDesk desk)
    {
        var folder = Path.GetDirectoryName(desk.SettingsFile)!;
        var database = new SqliteConnection($"Data Source={Path.Combine(folder, "console.db")};Pooling=False");
        database.Open();
        return database;
    }
}
