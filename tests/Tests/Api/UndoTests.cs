using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Api;

/// <summary>Taking back over HTTP: through the gate, with what was captured before the call, and not over somebody else's later work.</summary>
public sealed class UndoTests(Tickets tickets) : IClassFixture<Tickets>
{
    [Fact]
    public async Task An_undo_that_was_named_and_never_started_starts_with_the_next_start_and_only_once()
    {
        var run = await tickets.DoneAsync("t7", ("t7", "pending"), ("t7", "solved"));
        var undo = (await tickets.Console.Sam.PostAsync($"/api/runs/{run}/undo", new { })).Must(202).Text("id");
        await tickets.Console.Rita.UntilAsync(undo, "Completed");
        tickets.Status["t7"] = "solved";

        await tickets.RestartAsync(forget: undo); // as if the end had come just after it was named
        await tickets.Console.Rita.UntilAsync(undo, "Completed");
        Assert.Equal("open", tickets.Status["t7"]);

        tickets.Status["t7"] = "solved";
        await tickets.RestartAsync();
        await tickets.Console.Rita.UntilAsync(undo, "Completed");
        Assert.Equal("solved", tickets.Status["t7"]);
    }

    [Fact]
    public async Task All_writes_of_a_run_are_taken_back_the_last_one_first()
    {
        var run = await tickets.DoneAsync("t1", ("t1", "pending"), ("t1", "solved"));
        Assert.Equal("solved", tickets.Status["t1"]);

        var undo = (await tickets.Console.Sam.PostAsync($"/api/runs/{run}/undo", new { })).Must(202);
        Assert.Equal(("undo", run), (undo.Text("kind"), undo.Text("parentRunId")));
        var ended = await tickets.Console.Rita.UntilAsync(undo.Text("id"), "Completed", "Failed");

        Assert.Equal("2 of 2 undone.", ended.Text("result"));
        Assert.Equal("open", tickets.Status["t1"]);
        Assert.Equal(["pending", "solved", "pending", "open"], tickets.Given("t1"));
    }

    [Fact]
    public async Task Asked_for_ten_times_at_once_it_happens_once()
    {
        var run = await tickets.DoneAsync("t2", ("t2", "pending"));
        var undos = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => tickets.Console.Sam.PostAsync($"/api/runs/{run}/undo", new { callId = $"{run}.1.1" })));
        var id = Assert.Single(undos.Select(u => u.Must(202).Text("id")).Distinct());
        await tickets.Console.Rita.UntilAsync(id, "Completed");
        Assert.Equal(["pending", "open"], tickets.Given("t2"));
    }

    [Fact]
    public async Task What_somebody_else_has_changed_since_is_left_alone()
    {
        var run = await tickets.DoneAsync("t3", ("t3", "pending"));
        tickets.Status["t3"] = "escalated";
        var undo = (await tickets.Console.Sam.PostAsync($"/api/runs/{run}/undo", new { })).Must(202);
        Assert.Equal("Failed", (await tickets.Console.Rita.UntilAsync(undo.Text("id"), "Completed", "Failed")).Text("status"));
        Assert.Equal("escalated", tickets.Status["t3"]);

        tickets.Status["t3"] = "pending"; // and once it is as the call left it, it may be asked for again
        var again = (await tickets.Console.Sam.PostAsync($"/api/runs/{run}/undo", new { })).Must(202);
        Assert.NotEqual(undo.Text("id"), again.Text("id"));
        await tickets.Console.Rita.UntilAsync(again.Text("id"), "Completed");
        Assert.Equal("open", tickets.Status["t3"]);
    }

    [Fact]
    public async Task What_cannot_be_undone_says_so()
    {
        var run = await tickets.DoneAsync("t4");
        (await tickets.Console.Sam.PostAsync($"/api/runs/{run}/undo", new { })).MustRefuse(422, "cannotUndo");
        (await tickets.Console.Sam.PostAsync($"/api/runs/{run}/undo", new { callId = $"{run}.9.9" })).MustRefuse(404, "unknownCall");
        (await tickets.Console.Sam.PostAsync("/api/runs/nothing/undo", new { })).MustRefuse(404, "unknownRun");
        (await tickets.Console.Rita.PostAsync($"/api/runs/{run}/undo", new { })).Must(403);
    }
}
