using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Crash;

/// <summary>Someone who can write the database and the heads' file, and does so while the console is down: the marks alone hold.</summary>
public sealed class ForgedRowTests
{
    [Fact]
    public async Task I1_an_approval_copied_by_hand_is_not_a_second_persons()
    {
        await using var desk = await CriticalAsync();
        var (run, text) = await desk.AskAsync("write");
        var proposal = await desk.Console.Rita.ProposalOfAsync(run);
        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        await desk.KillAsync();

        Execute(desk, $"""
            INSERT INTO journal (Stream, Version, Name, At, Data) SELECT Stream, Version + 1, Name, At, Data FROM journal WHERE Stream = '{run}' AND Name = 'proposal.approved.v1';
            INSERT INTO payloads SELECT Stream, Version + 1, Slot, Salt, Text FROM payloads WHERE Stream = '{run}' AND Version = (SELECT MIN(Version) FROM journal WHERE Stream = '{run}' AND Name = 'proposal.approved.v1');
            UPDATE runs SET Active = 1 WHERE Id = '{run}';
            """);
        await desk.RestartAsync();

        Assert.Equal(0, desk.Tools.CallsWith(text));
        await StillWorksAsync(desk);
        Assert.Equal(0, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task I1_a_number_of_approvals_lowered_by_hand_does_not_send_the_call()
    {
        await using var desk = await CriticalAsync();
        var (run, text) = await desk.AskAsync("write");
        await desk.Console.Rita.ProposalOfAsync(run);
        await desk.KillAsync();

        Execute(desk, $"UPDATE journal SET Data = replace(Data, '\"approvalsNeeded\":2', '\"approvalsNeeded\":1') WHERE Stream = '{run}'");
        await desk.RestartAsync();
        (await desk.Console.Rita.ApproveAsync(await desk.Console.Rita.ProposalOfAsync(run))).MustRefuse(409, "stale");

        Assert.Equal(2, (await desk.Console.Rita.ProposalOfAsync(run)).GetProperty("approvalsNeeded").GetInt32());
        Assert.Equal(0, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task I1_an_approval_moved_to_the_next_proposal_by_hand_does_not_send_the_call_again()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text) = await desk.AskAsync("slow_write");
        var first = await desk.Console.Rita.ProposalOfAsync(run);
        (await desk.Console.Rita.ApproveAsync(first)).Must(200);
        await desk.ArrivedAsync(text);
        await desk.KillAndRestartAsync();
        (await desk.Console.Remy.PostAsync($"/api/calls/{first.Text("callId")}/outcome", new { outcome = "sendAgain", note = "not at the bank" })).Must(200);
        var second = await desk.Console.Rita.ProposalOfAsync(run);
        await desk.KillAsync();

        Execute(desk, $"""
            INSERT INTO journal (Stream, Version, Name, At, Data) SELECT Stream, (SELECT MAX(Version) + 1 FROM journal WHERE Stream = '{run}'), Name, At,
                replace(replace(replace(Data, '{first.Text("id")}', '{second.Text("id")}'), '{first.Text("viewHash")}', '{second.Text("viewHash")}'), '"decisionId":"', '"decisionId":"x')
                FROM journal WHERE Stream = '{run}' AND Name = 'proposal.approved.v1';
            UPDATE runs SET Active = 1 WHERE Id = '{run}';
            """);
        await desk.RestartAsync();
        await StillWorksAsync(desk);

        Assert.Equal(1, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task I8_a_policy_loosened_by_hand_forbids_its_tool()
    {
        await using var desk = await CriticalAsync();
        await desk.KillAsync();

        Execute(desk, "UPDATE journal SET Data = replace(Data, '\"Critical\"', '\"ReadOnly\"') WHERE Stream = 'tool/box.write'");
        await desk.RestartAsync();
        var (run, text) = await desk.AskAsync("write");
        await desk.Console.Rita.UntilAsync(run, "Completed", "Halted");

        Assert.Equal("Forbidden", (await desk.Console.Rita.GetAsync("/api/tools/box.write")).Must(200).GetProperty("policy").Text("reversibility"));
        Assert.Equal(0, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task I8_an_agent_that_was_given_another_tool_by_hand_has_none()
    {
        await using var desk = await CrashDesk.OpenAsync();
        (await desk.Console.Ada.PutAsync("/api/agents/clerk", new { instructions = "You are clerk.", tools = new[] { "box.look" } }, ("If-Match", "\"0\""))).Must(200);
        await desk.KillAsync();

        Execute(desk, "UPDATE journal SET Data = replace(Data, 'box.look', 'box.write') WHERE Stream = 'setups'");
        await desk.RestartAsync();

        Assert.Equal(0, (await desk.Console.Rita.GetAsync("/api/agents/clerk")).Must(200).GetProperty("value").GetProperty("tools").GetArrayLength());
        var (run, text) = await desk.AskAsync("write");
        Assert.NotEqual("box.write", (await desk.Console.Rita.ProposalOfAsync(run)).Text("tool")); // its answer waits, for a person has to see it
        Assert.Equal(0, desk.Tools.CallsWith(text));
    }

    private static async Task<CrashDesk> CriticalAsync()
    {
        var desk = await CrashDesk.OpenAsync();
        (await desk.Console.Ada.PutAsync("/api/tools/box.write/policy", new { reversibility = "Critical" }, ("If-Match", "\"0\""))).Must(200);
        return desk;
    }

    /// <summary>A run that cannot be read stands still; the others go on.</summary>
    private static async Task StillWorksAsync(CrashDesk desk)
    {
        var (run, _) = await desk.AskAsync("slow_look");
        desk.SlowMayAnswer.TrySetResult();
        await desk.Console.Rita.UntilAsync(run, "Completed");
    }

    private static void Execute(CrashDesk desk, string sql)
    {
        var folder = Path.GetDirectoryName(desk.SettingsFile)!;
        Assert.NotEqual(0, TestStore.Execute(folder, sql));
        ForgottenLog.Of(folder);
    }
}
