using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Crash;

/// <summary>Someone who can write the database, and does so while the console is down: the audit log knows, and nothing is sent until somebody adopts what is there.</summary>
public sealed partial class BreachCrashTests
{
    [Fact]
    public async Task I1_an_approval_that_a_hand_brought_back_holds_everything_and_goes_to_the_unknown_desk_once_it_is_adopted()
    {
        await using var desk = await CrashDesk.OpenAsync();
        (await desk.Console.Ada.PutAsync("/api/tools/box.write/policy", new { reversibility = "Irreversible", holdSeconds = 600 }, ("If-Match", "\"0\""))).Must(200);
        var (run, text) = await desk.AskAsync("write");
        var proposal = await desk.Console.Rita.ProposalOfAsync(run);
        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        (await desk.Console.Remy.PostAsync($"/api/proposals/{proposal.Text("id")}/recall", new { })).Must(200);
        await desk.KillAsync();

        Execute(desk, $"""
            DELETE FROM journal WHERE Stream = '{run}' AND Name = 'proposal.recalled.v1';
            UPDATE runs SET Active = 1 WHERE Id = '{run}';
            """);
        await desk.RestartAsync();
        Assert.Contains("its event is gone", (await desk.Console.Sam.GetAsync("/api/gate")).Must(200).GetProperty("breach")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("Degraded", (await desk.Console.Anyone.GetAsync("/health/ready")).Text);
        var (other, _) = await desk.AskAsync("slow_look");
        Assert.Equal(("Halted", "GateUnproven"), await StandsAsync(desk, other));

        await desk.KillAndRestartAsync(); // it is known for what it is, whatever is looked at
        Assert.Equal(("Halted", "GateUnproven"), await StandsAsync(desk, other));
        await desk.KillAsync();
        await using var adopted = await ConsoleProcess.StartAsync(desk.SettingsFile, TestContext.Current.CancellationToken, "--Audit:Adopt", "true");
        Assert.Equal(0, (await adopted.Sam.GetAsync("/api/gate")).Must(200).GetProperty("breach").GetArrayLength());
        Assert.Equal("OutcomeUnknown", (await adopted.Sam.GetAsync($"/api/runs/{run}")).Must(200).Text("status"));
        await adopted.Rita.UntilAsync(other, "Completed");
        (await adopted.Remy.PostAsync($"/api/calls/{proposal.Text("callId")}/outcome", new { outcome = "didNotHappen", note = "recalled, says the log" })).Must(200);
        await adopted.Rita.UntilAsync(run, "Completed");
        Assert.Equal(0, desk.Tools.CallsWith(text));

        await adopted.Kill9Async();
        await desk.RestartAsync(); // adopted is adopted
        Assert.Equal(0, (await desk.Console.Sam.GetAsync("/api/gate")).Must(200).GetProperty("breach").GetArrayLength());
    }

    [Fact]
    public async Task A_run_whose_journal_cannot_have_happened_is_said_to_be_damaged_and_the_rest_answers_though_something_is_masked()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, _) = await desk.AskAsync("write");
        var proposal = await desk.Console.Rita.ProposalOfAsync(run);
        (await desk.Console.Rita.RejectAsync(proposal, "no")).Must(200);
        await desk.Console.Rita.UntilAsync(run, "Completed");
        var (other, _) = await desk.AskAsync("write");
        var waiting = await desk.Console.Rita.ProposalOfAsync(other);
        (await desk.Console.Ada.PutAsync("/api/tools/box.slow_look/policy", """{"reversibility":"ReadOnly","sensitive":{"arguments":["/text"]}}""", ("If-Match", "\"1\""))).Must(200);

        Execute(desk, $"""
            INSERT INTO journal (Stream, Version, Name, At, Data) SELECT Stream, (SELECT MAX(Version) + 1 FROM journal WHERE Stream = '{run}'), Name, At, Data
                FROM journal WHERE Stream = '{run}' AND Name = 'proposal.rejected.v1';
            """);
        (await desk.Console.Ada.PutAsync("/api/tools/box.slow_look/policy", """{"reversibility":"ReadOnly"}""", ("If-Match", "\"2\""))).MustRefuse(503, "unavailable"); // whoever writes next finds that somebody has
        (await desk.Console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).MustRefuse(503, "journalDamaged");
        Assert.Equal("Pending", (await desk.Console.Rita.GetAsync($"/api/proposals/{waiting.Text("id")}")).Must(200).Text("status"));
        var proposals = (await desk.Console.Rita.GetAsync("/api/proposals")).Must(200).GetProperty("items").EnumerateArray().ToDictionary(p => p.Text("runId"));
        var runs = (await desk.Console.Rita.GetAsync("/api/runs")).Must(200).GetProperty("items").EnumerateArray().ToDictionary(r => r.Text("id"));
        Assert.Equal(("{}", "", "•••", true), (proposals[run].GetProperty("arguments").GetRawText(), proposals[run].Text("viewHash"), runs[run].Text("input"), runs[run].GetProperty("damaged").GetBoolean()));
        Assert.Equal((waiting.GetProperty("arguments").GetRawText(), false), (proposals[other].GetProperty("arguments").GetRawText(), runs[other].TryGetProperty("damaged", out _)));
        Assert.Contains("not in the log", (await desk.Console.Sam.GetAsync("/api/gate")).Must(200).GetProperty("breach").GetRawText(), StringComparison.Ordinal);

        var inbox = await PageAsync(desk, "rita", $"/inbox/{proposal.Text("id")}");
        Assert.Contains("Its journal is damaged", inbox, StringComparison.Ordinal);
        Assert.Contains(waiting.Text("id"), inbox, StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(CrashDesk desk, string person, string path)
    {
        var ct = TestContext.Current.CancellationToken;
        using var browser = new HttpClient { BaseAddress = desk.Console.Address };
        var signIn = new Uri(await desk.Console.SignInAddressAsync());
        var token = Token().Match(await browser.GetStringAsync(signIn, ct)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("name", person), new("secret", signIn.Query.Split("secret=")[1]), new("__RequestVerificationToken", token)]);
        using var signedIn = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form, ct);
        return await browser.GetStringAsync(new Uri(path, UriKind.Relative), ct);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    private static async Task<(string?, string?)> StandsAsync(CrashDesk desk, string run)
    {
        System.Text.Json.JsonElement shown = default;
        await Until.TrueAsync(async () => (shown = (await desk.Console.Sam.GetAsync($"/api/runs/{run}")).Must(200)).Text("status") is "Halted", () => $"{run} is not held: {shown}");
        return (shown.Text("status"), shown.Text("haltReason"));
    }

    private static void Execute(CrashDesk desk, string sql)
    {
        Assert.NotEqual(0, TestStore.Execute(Path.GetDirectoryName(desk.SettingsFile)!, sql));
    }
}
