using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>Runs over HTTP: started, read, refused.</summary>
public sealed class RunTests(SharedConsole shared)
{
    [Fact]
    public async Task A_run_is_created_with_its_address_and_completes_with_the_models_answer()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var created = await console.Sam.PostAsync("/api/runs", new { agent = "clerk", input = model.On("hello", Reply.Says("All good.")), onBehalfOf = new { subject = "kim" } });

        var id = created.Must(201).GetProperty("id").GetString()!;
        Assert.Equal($"/api/runs/{id}", created.Headers["Location"]);
        var run = await console.Sam.UntilAsync(id, "Completed");
        Assert.Equal("All good.", run.Text("result"));
        Assert.Equal("agent", run.Text("kind"));
        Assert.Equal(1, run.GetProperty("steps").GetInt32());
        var usage = run.GetProperty("usage");
        Assert.Equal((200, 120, 100), (usage.GetProperty("inputTokens").GetInt32(), usage.GetProperty("cachedInputTokens").GetInt32(), usage.GetProperty("outputTokens").GetInt32()));
        Assert.Equal((80 * 2.5m + 120 * 0.25m + 100 * 10m) / 1_000_000, usage.GetProperty("costUsd").GetDecimal());
        Assert.Equal(0, usage.GetProperty("reservedUsd").GetDecimal());
    }

    [Theory]
    [InlineData("""{"agent":"clerc","input":"x","onBehalfOf":{"subject":"kim"}}""", "unknownAgent", "clerk")]
    [InlineData("""{"input":"x","onBehalfOf":{"subject":"kim"}}""", "invalidRequest", "agent")]
    [InlineData("""{"agent":"clerk","onBehalfOf":{"subject":"kim"}}""", "invalidRequest", "input")]
    [InlineData("""{"agent":"clerk","input":"x"}""", "invalidRequest", "onBehalfOf.subject")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":""}}""", "invalidRequest", "onBehalfOf.subject")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":" rita"}}""", "invalidRequest", "onBehalfOf.subject")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"ri\u200bta"}}""", "invalidRequest", "onBehalfOf.subject")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim","attributes":[1]}}""", "invalidRequest", "onBehalfOf.attributes")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"metadata":7}""", "invalidRequest", "metadata")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"limits":{"iterations":11}}""", "invalidRequest", "limits")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"limits":{"tokens":0}}""", "invalidRequest", "limits")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"limits":{"costUsd":-1}}""", "invalidRequest", "limits")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"limits":{"costUsd":0}}""", "invalidRequest", "limits")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"limits":{"iterations":1,"calls":1}}""", "invalidRequest", "limits.calls")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"limits":{"noProgressSteps":1}}""", "invalidRequest", "limits.noProgressSteps")]
    [InlineData("""{"agent":"clerk","input":"x","onBehalfOf":{"subject":"kim"},"limits":{"iteration":1}}""", "invalidRequest", "limits.iteration")]
    public async Task A_task_that_cannot_be_is_refused_by_name(string body, string code, string named)
    {
        var console = await shared.ConsoleAsync();
        var refused = (await console.Sam.PostAsync("/api/runs", body)).MustRefuse(422, code);
        Assert.Contains(named, refused.Text("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_and_body_start_one_run_and_another_body_is_refused()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var (key, input) = (("Idempotency-Key", Guid.NewGuid().ToString()), model.On("once", Reply.Says("ok")));
        var body = new { agent = "clerk", input, onBehalfOf = new { subject = "kim" } };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => console.Sam.PostAsync("/api/runs", body, key)));
        Assert.Single(answers.Select(a => a.Must(201).Text("id")).Distinct());
        (await console.Sam.PostAsync("/api/runs", new { agent = "clerk", input = input + "!", onBehalfOf = new { subject = "kim" } }, key)).MustRefuse(422, "idempotencyKeyReused");

        var other = (await console.As("olga").PostAsync("/api/runs", body, key)).Must(201);
        Assert.NotEqual(answers[0]["id"].GetString(), other.Text("id"));
        foreach (var id in new[] { answers[0]["id"].GetString()!, other.Text("id") }) await console.Sam.UntilAsync(id, "Completed");
        Assert.Equal(2, model.RequestsFor(input).Count);
    }

    [Fact]
    public async Task Limits_narrow_the_agents_and_show_in_the_run()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("narrow", Reply.Says("ok"));
        var run = (await console.Sam.PostAsync("/api/runs", new { agent = "clerk", input, onBehalfOf = new { subject = "kim" }, limits = new { iterations = 2, tokens = 9000, costUsd = 0.5, wallClockSeconds = 10 } })).Must(201);
        var limits = run.GetProperty("limits");
        Assert.Equal((2, 9000, 0.5m, 10.0), (limits.GetProperty("iterations").GetInt32(), limits.GetProperty("tokens").GetInt64(), limits.GetProperty("costUsd").GetDecimal(), limits.GetProperty("wallClockSeconds").GetDouble()));
    }

    [Fact]
    public async Task Lists_go_on_where_the_last_page_ended_without_a_gap_or_a_repeat()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("paged", Reply.Calls(("write", """{"text":"paged"}""")));
        var started = new List<string>();
        for (var i = 0; i < 7; i++) started.Add(await console.Sam.StartRunAsync("clerk", input));
        foreach (var id in started) await console.Rita.UntilAsync(id, "AwaitingDecision");

        var runs = await AllAsync(console.Sam, "/api/runs?agent=clerk&status=AwaitingDecision", 3);
        Assert.Equal(started.AsEnumerable().Reverse(), runs.Where(started.Contains));
        Assert.Equal(runs.Count, runs.Distinct().Count());

        var proposals = await AllAsync(console.Rita, "/api/proposals?status=pending&tool=box.write", 2);
        Assert.Equal(7, proposals.Count(p => started.Contains(p.Split('.')[0])));
        Assert.Equal(proposals.Count, proposals.Distinct().Count());
    }

    [Fact]
    public async Task A_cancelled_run_is_over_and_its_proposal_withdrawn()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var run = await console.Sam.StartRunAsync("clerk", model.On("to be cancelled", Reply.Calls(("write", """{"text":"never"}"""))));
        var proposal = await console.Rita.ProposalOfAsync(run);

        (await console.Sam.PostAsync($"/api/runs/{run}/cancel", new { reason = "not needed" })).Must(202);
        Assert.Equal("not needed", (await console.Sam.UntilAsync(run, "Cancelled")).Text("result"));
        Assert.Equal("Withdrawn", (await console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).Text("status"));
        (await console.Sam.PostAsync($"/api/runs/{run}/cancel", new { reason = "again" })).Must(202);
        (await console.Rita.ApproveAsync(proposal)).MustRefuse(409, "alreadyDecided");
    }

    [Fact]
    public async Task An_ended_run_is_not_cancelled()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var run = await console.Sam.StartRunAsync("clerk", model.On("ended", Reply.Says("ok")));
        await console.Sam.UntilAsync(run, "Completed");
        (await console.Sam.PostAsync($"/api/runs/{run}/cancel", new { reason = "too late" })).MustRefuse(409, "runEnded");
        (await console.Sam.PostAsync($"/api/runs/{run}/grant", new { iterations = 1, reason = "too late" })).MustRefuse(409, "runEnded");
    }

    [Fact]
    public async Task A_run_at_its_cap_halts_before_the_next_reply_and_a_grant_lets_it_go_on()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("capped", a => a.Turn < 2 ? Reply.Calls(("look", $$"""{"text":"page {{a.Turn}}"}""")) : Reply.Says("done looking"));
        var run = await console.Sam.StartRunAsync("clerk", input, new { iterations = 2 });

        var halted = await console.Sam.UntilAsync(run, "Halted");
        Assert.Equal("IterationCap", halted.Text("haltReason"));
        Assert.Equal(2, model.RequestsFor(input).Count);

        (await console.Sam.PostAsync($"/api/runs/{run}/grant", new { iterations = 1 })).MustRefuse(422, "reasonMissing");
        (await console.Sam.PostAsync($"/api/runs/{run}/grant", new { iterations = -1, reason = "r" })).MustRefuse(422, "invalidRequest");
        (await console.Sam.PostAsync($"/api/runs/{run}/grant", new { iterations = 3, reason = "r" })).MustRefuse(403, "grantTooLarge");
        (await console.Ada.PostAsync($"/api/runs/{run}/grant", """{"wallClockSeconds":1e300,"reason":"r"}""")).MustRefuse(422, "invalidRequest");
        (await console.Ada.PostAsync($"/api/runs/{run}/grant", $$"""{"tokens":{{long.MaxValue}},"reason":"r"}""")).MustRefuse(422, "invalidRequest");
        (await console.Sam.PostAsync($"/api/runs/{run}/grant", new { iterations = 1, reason = "almost there" })).Must(202);
        Assert.Equal("done looking", (await console.Sam.UntilAsync(run, "Completed")).Text("result"));
    }

    [Fact]
    public async Task Beyond_the_original_limit_only_an_admin_grants()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("far", a => a.Turn < 4 ? Reply.Calls(("look", $$"""{"text":"page {{a.Turn}}"}""")) : Reply.Says("far enough"));
        var run = await console.Sam.StartRunAsync("clerk", input, new { iterations = 1 });
        await console.Sam.UntilAsync(run, "Halted");
        (await console.Ada.PostAsync($"/api/runs/{run}/grant", new { iterations = 4, reason = "go on" })).Must(202);
        await console.Sam.UntilAsync(run, "Completed");
    }

    [Fact]
    public async Task A_run_that_is_not_halted_takes_no_grant()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var run = await console.Sam.StartRunAsync("clerk", model.On("not halted", Reply.Calls(("write", """{"text":"waits"}"""))));
        await console.Rita.UntilAsync(run, "AwaitingDecision");
        (await console.Sam.PostAsync($"/api/runs/{run}/grant", new { iterations = 1, reason = "r" })).MustRefuse(409, "notHalted");
    }

    [Fact]
    public async Task Metadata_and_principal_come_back_as_they_were_given()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var body = new { agent = "clerk", input = model.On("kept", Reply.Says("ok")), onBehalfOf = new { subject = "kim", permissions = new[] { "a.read" }, attributes = new { user_id = "u1", Vip = true } }, metadata = new { ticket = 17 } };
        var id = (await console.Sam.PostAsync("/api/runs", body)).Must(201).Text("id");
        var run = (await console.Rita.GetAsync($"/api/runs/{id}")).Must(200);
        Assert.Equal("""{"Vip":true,"user_id":"u1"}""", run.GetProperty("onBehalfOf").GetProperty("attributes").GetRawText());
        Assert.Equal("a.read", run.GetProperty("onBehalfOf").GetProperty("permissions")[0].GetString());
        Assert.Equal(17, run.GetProperty("metadata").GetProperty("ticket").GetInt32());
    }

    private static async Task<List<string>> AllAsync(Caller caller, string path, int take)
    {
        var ids = new List<string>();
        for (string? after = null; ;)
        {
            var page = (await caller.GetAsync($"{path}&take={take}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}")).Must(200);
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.Text("id")));
            Assert.True(page.GetProperty("items").GetArrayLength() <= take);
            if ((after = page.GetProperty("next").GetString()) is null) return ids;
        }
    }
}
