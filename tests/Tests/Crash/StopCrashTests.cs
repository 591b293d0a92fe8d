using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Crash;

/// <summary>A stop that was answered holds: over HTTP, after a crash, and against whoever can write the database.</summary>
public sealed class StopCrashTests
{
    [Fact]
    public async Task An_approved_call_that_is_held_is_not_sent_until_two_admins_lift_the_stop_and_a_crash_changes_nothing()
    {
        await using var desk = await CrashDesk.OpenAsync();
        (await desk.Console.Ada.PutAsync("/api/tools/box.write/policy", new { reversibility = "Irreversible", holdSeconds = 2 }, ("If-Match", "\"0\""))).Must(200);
        var (run, text) = await desk.AskAsync("write");
        (await desk.Console.Rita.ApproveAsync(await desk.Console.Rita.ProposalOfAsync(run))).Must(200);
        var stop = (await desk.Console.Remy.PostAsync("/api/stops", new { scope = "all", reason = "It refunds twice." })).Must(201).Text("id");
        (await desk.Console.Rita.PostAsync("/api/stops", new { scope = "all", reason = "again" })).Must(200);
        await desk.KillAsync();
        await desk.RestartAsync();

        Assert.Equal("remy", (await desk.Console.Sam.GetAsync("/api/stops")).Must(200).GetProperty("items")[0].Text("by"));
        await Until.TrueAsync(async () => (await RunAsync(desk, run)).GetProperty("status").GetString() is "Halted", () => "the run does not say that it is held");
        Assert.Equal("StoppedByPerson", (await RunAsync(desk, run)).Text("haltReason"));
        (await desk.Console.Sam.PostAsync($"/api/runs/{run}/grant", new { iterations = 1, reason = "go" })).MustRefuse(409, "stopped");
        (await desk.Console.Ada.PostAsync($"/api/stops/{stop}/release", new { })).Must(200);
        (await desk.Console.Ada.PostAsync($"/api/stops/{stop}/release", new { })).MustRefuse(403, "separationOfDuties");
        var (other, _) = await desk.AskAsync("write");
        await Until.TrueAsync(async () => (await RunAsync(desk, other)).GetProperty("status").GetString() is "Halted", () => "a new run began");
        Assert.Equal(0, desk.Tools.CallsWith(text));

        Assert.NotNull((await desk.Console.Abel.PostAsync($"/api/stops/{stop}/release", new { })).Must(200).Text("releaseConfirmedBy"));
        await desk.Console.Rita.UntilAsync(run, "Completed");
        Assert.Equal(1, desk.Tools.CallsWith(text));
        await desk.Console.Rita.ProposalOfAsync(other);
    }

    [Fact]
    public async Task A_release_that_was_written_by_hand_releases_nothing_and_is_seen()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var stop = (await desk.Console.Rita.PostAsync("/api/stops", new { scope = "agent:clerk", reason = "drill" })).Must(201).Text("id");
        (await desk.Console.Ada.PostAsync($"/api/stops/{stop}/release", new { })).Must(200);
        await desk.KillAsync();
        Execute(desk, """
            INSERT INTO journal (Stream, Version, Name, At, Data) SELECT Stream, 3, 'stop.released.v1', At,
                replace(replace(Data, 'stop.releaseProposed.v1', 'stop.released.v1'), '"mac"', '"confirmedBy":{"subject":"abel","name":"abel","channel":"Page"},"mac"')
                FROM journal WHERE Stream = 'stops' AND Version = 2;
            """);
        await desk.RestartAsync();

        var shown = (await desk.Console.Sam.GetAsync("/api/stops")).Must(200).GetProperty("items")[0];
        Assert.Equal((true, true), (shown.GetProperty("isOpen").GetBoolean(), shown.GetProperty("hasForgedRelease").GetBoolean()));
        var (run, _) = await desk.AskAsync("write");
        await Until.TrueAsync(async () => (await RunAsync(desk, run)).GetProperty("status").GetString() is "Halted", () => "the stop did not hold");
        (await desk.Console.Abel.PostAsync($"/api/stops/{stop}/release", new { })).Must(200);
        await desk.Console.Rita.ProposalOfAsync(run);
    }

    [Fact]
    public async Task What_cannot_be_stopped_is_said()
    {
        await using var desk = await CrashDesk.OpenAsync();
        (await desk.Console.Rita.PostAsync("/api/stops", new { scope = "everything", reason = "x" })).MustRefuse(422, "invalidRequest");
        (await desk.Console.Rita.PostAsync("/api/stops", new { scope = "all" })).MustRefuse(422, "reasonMissing");
        (await desk.Console.Rita.PostAsync("/api/stops", new { scope = "tool:box.none", reason = "x" })).MustRefuse(404, "unknownTool");
        (await desk.Console.Rita.PostAsync("/api/stops", new { scope = "agent:none", reason = "x" })).MustRefuse(422, "unknownAgent");
        (await desk.Console.Ada.PostAsync("/api/stops/none/release", new { })).MustRefuse(404, "unknownStop");
        Assert.Equal("Healthy", (await desk.Console.Anyone.GetAsync("/health/ready")).Text);
        await Until.TrueAsync(async () => (await desk.Console.Sam.GetAsync("/api/gate")).Must(200).Text("state") is "Holds", () => "the gate never held");
    }

    private static async Task<System.Text.Json.JsonElement> RunAsync(CrashDesk desk, string run) => (await desk.Console.Rita.GetAsync($"/api/runs/{run}")).Must(200);

    private static void Execute(CrashDesk desk, string sql)
    {
        var folder = Path.GetDirectoryName(desk.SettingsFile)!;
        Assert.NotEqual(0, TestStore.Execute(folder, sql));
        ForgottenLog.Of(folder);
    }
}
