using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Setups;

/// <summary>Agents and prices as admins change them over HTTP while the console runs, and what runs make of it.</summary>
public sealed class SetupApiTests(SetupConsole shared) : IClassFixture<SetupConsole>
{
    private const string Price = "/api/models/priced/price";

    [Fact]
    public async Task What_narrows_holds_at_once_what_widens_takes_two_and_the_log_says_who()
    {
        var console = shared.Console;
        const string At = "/api/agents/narrowed";
        var read = (await console.Rita.GetAsync(At)).Must(200);
        Assert.Equal((0, "You are narrowed."), (read.GetProperty("version").GetInt32(), read.GetProperty("value").Text("instructions")));
        var narrow = With(read, v => v["tools"] = new JsonArray("box.look"));
        Assert.Equal(1, (await console.Ada.PutAsync(At, narrow, Match(0))).Must(200).GetProperty("version").GetInt32());
        (await console.Ada.PutAsync(At, narrow, Match(0))).MustRefuse(412, "policyChanged");
        (await console.Ada.PutAsync(At, narrow)).MustRefuse(428, "versionMissing");

        var wide = (await console.Ada.PutAsync(At, With(read, v => v["limits"]!["writes"] = 99), Match(1))).Must(202);
        Assert.Equal(["it may call box.*", "99 calls that write instead of 10"], wide.GetProperty("weaker").EnumerateArray().Select(w => w.GetString()));
        var approve = $"{At}/changes/{wide.Text("changeId")}/approve";
        (await console.Ada.PostAsync(approve, new { })).MustRefuse(403, "separationOfDuties");
        Assert.Equal(["box.look"], ToolsOf((await console.Rita.GetAsync(At)).Must(200).GetProperty("value")));
        var agreed = (await console.Abel.PostAsync(approve, new { })).Must(200);
        Assert.Equal((2, 99), (agreed.GetProperty("version").GetInt32(), agreed.GetProperty("value").GetProperty("limits").GetProperty("writes").GetInt32()));
        Assert.Equal(("ada", "abel"), (agreed.GetProperty("versions")[0].Text("by"), agreed.GetProperty("versions")[0].Text("confirmedBy")));
        (await console.Abel.PostAsync(approve, new { })).MustRefuse(404, "unknownChange");
        Assert.Equal(2, Listed((await console.Rita.GetAsync("/api/agents")).Must(200), "narrowed").GetProperty("version").GetInt32());

        var entries = (await console.As("theo").GetAsync("/api/audit?kind=setup.")).Must(200).GetProperty("items").EnumerateArray().Where(e => e.Text("subject") == "agent:narrowed").ToList();
        Assert.Equal([("setup.set.v1", "ada"), ("setup.changeProposed.v1", "ada"), ("setup.set.v1", "abel")], entries.OrderBy(e => e.GetProperty("seq").GetInt64()).Select(e => (e.Text("kind"), e.Text("actor"))));
    }

    [Fact]
    public async Task The_next_step_of_a_run_is_told_what_holds_by_then_and_sees_no_tool_that_was_taken_away()
    {
        var console = shared.Console;
        const string At = "/api/agents/told";
        var mayGoOn = new TaskCompletionSource();
        var asked = new List<Asked>();
        var run = await console.Sam.StartRunAsync("told", shared.Model.On("long work", request =>
        {
            lock (asked) asked.Add(request);
            return asked.Count == 1 ? Reply.Hangs(mayGoOn.Task, Reply.Calls(("look", """{"text":"x"}"""))) : Reply.Says("done");
        }));
        await Until.TrueAsync(() => Task.FromResult(asked.Count == 1), () => "the model was not asked");
        var read = (await console.Rita.GetAsync(At)).Must(200);
        (await console.Ada.PutAsync(At, With(read, v => (v["instructions"], v["tools"]) = ("You are changed.", new JsonArray("box.look"))), Match(0))).Must(200);
        mayGoOn.SetResult();
        await console.Rita.UntilAsync(run, "Completed");
        Assert.Equal(["You are told.", "You are changed."], asked.Select(InstructionsIn));
        Assert.Equal(["look write", "look"], asked.Select(ToolsIn));
    }

    [Fact]
    public async Task Who_hands_parts_of_its_task_on_is_told_of_the_others_as_they_are_by_then()
    {
        var console = shared.Console;
        var task = shared.Model.On("boss around", Reply.Says("done"));
        await console.Rita.UntilAsync(await console.Sam.StartRunAsync("boss", task), "Completed");
        (await console.Ada.PutAsync("/api/agents/helper", """{"instructions":"You are helper.","description":"counts spoons","limits":{"iterations":10,"costUsd":5}}""", Match(0))).Must(200);
        await console.Rita.UntilAsync(await console.Sam.StartRunAsync("boss", task), "Completed");
        Assert.Equal([false, true], shared.Model.RequestsFor(task).Select(r => r.Body.GetProperty("tools").GetRawText().Contains("counts spoons", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_run_keeps_the_limits_that_it_began_with_and_the_next_one_has_those_that_hold()
    {
        var console = shared.Console;
        const string At = "/api/agents/bounded";
        var mayGoOn = new TaskCompletionSource();
        var asked = 0;
        var first = await console.Sam.StartRunAsync("bounded", shared.Model.On("two steps", _ => Interlocked.Increment(ref asked) == 1 ? Reply.Hangs(mayGoOn.Task, Reply.Calls(("look", """{"text":"x"}"""))) : Reply.Says("done")));
        await Until.TrueAsync(() => Task.FromResult(asked == 1), () => "the model was not asked");
        var read = (await console.Rita.GetAsync(At)).Must(200);
        (await console.Ada.PutAsync(At, With(read, v => v["limits"]!["iterations"] = 1), Match(0))).Must(200);
        mayGoOn.SetResult();
        await console.Rita.UntilAsync(first, "Completed");
        var second = await console.Sam.StartRunAsync("bounded", shared.Model.On("two more", _ => Reply.Calls(("look", """{"text":"y"}"""))));
        await console.Rita.UntilAsync(second, "Halted");
    }

    [Fact]
    public async Task A_price_counts_from_the_next_call_on_and_what_if_says_what_the_last_ones_would_have_come_to()
    {
        var console = shared.Console;
        await console.Rita.UntilAsync(await console.Sam.StartRunAsync("payer", shared.Model.On("cheap", Reply.Says("done"))), "Completed");
        var was = await SpentAsync(console);
        var dear = new { input = 5, cachedInput = 0.5, output = 20 };
        var money = (await console.Ada.PostAsync($"{Price}/preview", dear)).Must(200).GetProperty("money");
        Assert.Equal((1, was, 2 * was), (money.GetProperty("calls").GetInt32(), money.GetProperty("wasUsd").GetDecimal(), money.GetProperty("wouldBeUsd").GetDecimal()));
        (await console.Ada.PutAsync(Price, dear, Match(0))).Must(200);
        await console.Rita.UntilAsync(await console.Sam.StartRunAsync("payer", shared.Model.On("dear", Reply.Says("done"))), "Completed");
        Assert.Equal(3 * was, await SpentAsync(console));
        var lower = (await console.Ada.PutAsync(Price, new { input = 4, cachedInput = 0.5, output = 20 }, Match(1))).Must(202);
        Assert.Equal(["a million input tokens count 4 USD instead of 5"], lower.GetProperty("weaker").EnumerateArray().Select(w => w.GetString()));
        (await console.Abel.PostAsync($"{Price}/changes/{lower.Text("changeId")}/reject", new { })).Must(200);
        (await console.Abel.PostAsync($"{Price}/changes/{lower.Text("changeId")}/approve", new { })).MustRefuse(404, "unknownChange");
    }

    [Fact]
    public async Task What_if_says_of_recorded_runs_what_would_have_gone_otherwise()
    {
        var console = shared.Console;
        const string At = "/api/agents/previewed";
        var asked = 0;
        var run = await console.Sam.StartRunAsync("previewed", shared.Model.On("look twice", _ => Interlocked.Increment(ref asked) <= 2 ? Reply.Calls(("look", $$"""{"text":"{{asked}}"}""")) : Reply.Says("done")));
        await console.Rita.UntilAsync(run, "Completed");
        var read = (await console.Rita.GetAsync(At)).Must(200);
        Assert.Equal(0, (await console.Ada.PostAsync($"{At}/preview", read.GetProperty("value"))).Must(200).GetProperty("changed").GetArrayLength());
        var tried = With(read, v => (v["limits"]!["iterations"], v["tools"], v["answer"]) = (2, new JsonArray("box.write"), new JsonObject { ["needs"] = "Person" }));
        var changed = Assert.Single((await console.Ada.PostAsync($"{At}/preview", tried)).Must(200).GetProperty("changed").EnumerateArray());
        Assert.Equal((run, false), (changed.Text("runId"), changed.GetProperty("isLooser").GetBoolean()));
        Assert.Equal(
            ["it took 3 steps: it would have halted after 2", "2 calls of box.look: it would not have had that tool", "its answer would have waited: every answer of this agent waits for a person"],
            changed.GetProperty("what").EnumerateArray().Select(w => w.GetString()));
    }

    [Fact]
    public async Task What_if_says_of_a_run_that_a_limit_held_that_it_would_have_gone_on()
    {
        const string At = "/api/agents/halting";
        var console = shared.Console;
        var run = await console.Sam.StartRunAsync("halting", shared.Model.On("never done", Reply.Calls(("look", """{"text":"x"}"""))));
        await console.Rita.UntilAsync(run, "Halted");
        var read = (await console.Rita.GetAsync(At)).Must(200);
        var changed = Assert.Single((await console.Ada.PostAsync($"{At}/preview", With(read, v => v["limits"]!["iterations"] = 3))).Must(200).GetProperty("changed").EnumerateArray());
        Assert.Equal((run, true, "it halted at Iterations 1: it would have gone on, up to 3"), (changed.Text("runId"), changed.GetProperty("isLooser").GetBoolean(), changed.GetProperty("what")[0].GetString()));
    }

    [Fact]
    public async Task An_agent_elsewhere_loses_a_tool_at_once_and_is_only_observed_once_two_agree()
    {
        const string Shopper = "/api/agents/shopper";
        var console = shared.Console;
        (await console.Sam.PostAsync("/api/tool-calls", Call("look"), ("Idempotency-Key", "a"))).Must(200);
        (await console.Ada.PutAsync(Shopper, """{"tools":["box.write"]}""", Match(0))).Must(200);
        Assert.NotEqual(200, (await console.Sam.PostAsync("/api/tool-calls", Call("look"), ("Idempotency-Key", "b"))).Status);

        var change = (await console.Ada.PutAsync(Shopper, """{"tools":["box.write"],"mode":"Observe"}""", Match(1))).Must(202);
        Assert.Equal(["its calls are only observed: it goes on with tools of its own"], change.GetProperty("weaker").EnumerateArray().Select(w => w.GetString()));
        (await console.Sam.PostAsync("/api/tool-calls", Call("write"), ("Idempotency-Key", "c"))).Must(202); // it waits for a person, still
        (await console.Abel.PostAsync($"{Shopper}/changes/{change.Text("changeId")}/approve", new { })).Must(200);
        Assert.Equal("observed", (await console.Sam.PostAsync("/api/tool-calls", Call("write"), ("Idempotency-Key", "d"))).Must(200).Text("status"));
    }

    private static object Call(string tool) => new { agent = "shopper", tool = $"box.{tool}", arguments = new { text = "x" }, onBehalfOf = new { subject = "kim" } };

    private static async Task<decimal> SpentAsync(ConsoleProcess console) => (await console.Rita.GetAsync("/api/spend")).Must(200).GetProperty("items").EnumerateArray().Where(r => r.Text("route") == "priced").Sum(r => r.GetProperty("costUsd").GetDecimal());

    private static string With(JsonElement read, Action<JsonNode> change)
    {
        var value = JsonNode.Parse(read.GetProperty("value").GetRawText())!;
        change(value);
        return value.ToJsonString();
    }

    private static (string, string) Match(int version) => ("If-Match", $"\"{version}\"");

    private static JsonElement Listed(JsonElement page, string name) => page.GetProperty("items").EnumerateArray().Single(i => i.Text("name") == name);

    private static IEnumerable<string?> ToolsOf(JsonElement value) => value.GetProperty("tools").EnumerateArray().Select(t => t.GetString());

    private static string InstructionsIn(Asked request) => request.Body.GetProperty("messages")[0].GetProperty("content").ToString().Split('\n')[0];

    private static string ToolsIn(Asked request) => string.Join(' ', request.Body.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("function").Text("name")));
}
