using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>Tools and their policies over HTTP.</summary>
public sealed class ToolTests(SharedConsole shared)
{
    [Fact]
    public async Task Every_tool_is_listed_with_its_source_its_definition_and_its_policy()
    {
        var console = await shared.ConsoleAsync();
        var tools = (await console.Rita.GetAsync("/api/tools")).Must(200).GetProperty("items").EnumerateArray().ToDictionary(t => t.Text("id"));
        var write = tools["box.write"];
        Assert.Equal(("box", "write", "Active"), (write.Text("source"), write.Text("name"), write.Text("status")));
        Assert.Matches("^[0-9a-f]{64}$", write.Text("definitionHash"));
        Assert.Equal("object", write.GetProperty("schema").Text("type"));
        Assert.Equal("Irreversible", write.GetProperty("policy").Text("reversibility"));
        Assert.Equal(1, write.GetProperty("policy").GetProperty("version").GetInt32());
        Assert.Equal((0, "Irreversible"), (tools["box.unset"].GetProperty("policy").GetProperty("version").GetInt32(), tools["box.unset"].GetProperty("policy").Text("reversibility")));
        Assert.Equal(write.GetRawText(), (await console.Sam.GetAsync("/api/tools/box.write")).Must(200).GetRawText());
    }

    [Fact]
    public async Task A_policy_is_changed_by_whoever_saw_its_latest_version_holds_at_once_and_outlives_a_restart()
    {
        using var folder = new TempFolder();
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("stamp"));
        var settings = folder.Write("settings.json", new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("box", tools.Url)
            .Agent("clerk", ["box.*"]).Tool("box.stamp", "Irreversible").ToString());
        var input = model.On("stamps", a => a.Turn == 0 ? Reply.Calls(("stamp", """{"text":"s"}""")) : Reply.Says("stamped"));
        await using (var console = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken))
        {
            await console.Rita.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "AwaitingDecision");
            var policy = Edited((await console.Ada.GetAsync("/api/tools/box.stamp")).Must(200).GetProperty("policy"), p =>
            {
                p["reversibility"] = "Reversible";
                p["undo"] = new JsonObject { ["tool"] = "box.stamp", ["arguments"] = new JsonObject() };
            });

            (await console.Ada.PutAsync("/api/tools/box.stamp/policy", policy)).MustRefuse(428, "versionMissing");
            (await console.Ada.PutAsync("/api/tools/box.stamp/policy", policy, ("If-Match", "\"7\""))).MustRefuse(412, "policyChanged");
            var change = (await console.Ada.PutAsync("/api/tools/box.stamp/policy", policy, ("If-Match", "\"1\""))).Must(202).Text("changeId"); // weaker: another admin agrees
            Assert.Equal("Irreversible", (await console.Ada.GetAsync("/api/tools/box.stamp")).Must(200).GetProperty("policy").Text("reversibility"));
            var changed = (await console.Abel.PostAsync($"/api/tools/box.stamp/policy/changes/{change}/approve", new { })).Must(200);
            Assert.Equal((2, "Reversible"), (changed.GetProperty("policy").GetProperty("version").GetInt32(), changed.GetProperty("policy").Text("reversibility")));
            (await console.Ada.PutAsync("/api/tools/box.stamp/policy", policy, ("If-Match", "\"1\""))).MustRefuse(412, "policyChanged");

            await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed");
            await console.Kill9Async();
        }

        await using var again = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        Assert.Equal(2, (await again.Ada.GetAsync("/api/tools/box.stamp")).Must(200).GetProperty("policy").GetProperty("version").GetInt32());
        await again.Sam.UntilAsync(await again.Sam.StartRunAsync("clerk", input), "Completed");
    }

    [Fact]
    public async Task Of_twenty_admins_at_once_one_lays_down_the_next_version()
    {
        var console = await shared.ConsoleAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => console.Ada.PutAsync(
            "/api/tools/box.fail/policy", new { reversibility = "Irreversible", expiresAfter = $"{i + 1:00}:00:00" }, ("If-Match", "\"1\""))));
        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.MustRefuse(412, "policyChanged"));
    }

    [Theory]
    [InlineData("""{"checks":[{"argument":"/text"}]}""", "Checks:0")]
    [InlineData("""{"authorization":[{"argument":"/text"}]}""", "Authorization:0")]
    [InlineData("""{"reversability":"ReadOnly"}""", "reversability")]
    [InlineData("""{"checks":[{"argument":"/text","range":{"min":1},"exists":{"tool":"box.look"}}]}""", "Checks:0")]
    [InlineData("""{"checks":[{"argument":"text","range":{"min":1}}]}""", "Checks:0:Argument")]
    [InlineData("""{"checks":[{"argument":"/text","range":{"min":2,"max":1}}]}""", "Checks:0:Range")]
    [InlineData("""{"checks":[{"argument":"/text","window":{"from":"-P1M"}}]}""", "Checks:0:Window:From")]
    [InlineData("""{"checks":[{"argument":"/text","compare":{"operator":"~","tool":"box.look","path":"/a"}}]}""", "Checks:0:Compare:Operator")]
    [InlineData("""{"checks":[{"exists":{"tool":"box.gone"}}]}""", "Checks:0:Exists:Tool")]
    [InlineData("""{"facts":[{"name":"a","tool":"box.write","path":"/a"}]}""", "Facts:0:Tool")]
    [InlineData("""{"authorization":[{"owns":{"tool":"box.look","arguments":{"text":{"tool":"box.gone","path":"/a"}},"path":"/a","equals":"{principal.attributes.id}"}}]}""", "Authorization:0:Owns:Arguments:text:Tool")]
    [InlineData("""{"checks":[{"exists":{"tool":"look"}}]}""", "Checks:0:Exists:Tool")]
    [InlineData("""{"checks":[{"exists":{"tool":"box.look","arguments":{"text":"{text}"}}}]}""", "Checks:0:Exists:Arguments:text")]
    [InlineData("""{"checks":[{"state":{"tool":"box.look","path":"/a"}}]}""", "Checks:0:State:In")]
    [InlineData("""{"authorization":[{"argument":"/text","equals":"{principal.name}"}]}""", "Authorization:0:Equals")]
    [InlineData("""{"authorization":[{"quota":{"window":"P1D"}}]}""", "Authorization:0:Quota")]
    [InlineData("""{"authorization":[{"quota":{"window":"1 day","count":3}}]}""", "Authorization:0:Quota:Window")]
    [InlineData("""{"facts":[{"name":"a","tool":"box.look"}]}""", "Facts:0:Path")]
    [InlineData("""{"title":"Pay {facts/total:USD}"}""", "Facts")]
    [InlineData("""{"requireGrounded":{"/text":"sure"}}""", "RequireGrounded:/text")]
    [InlineData("""{"reviewers":[{}]}""", "Reviewers:0")]
    [InlineData("""{"approvals":0}""", "Approvals")]
    [InlineData("""{"timeout":"00:00:00"}""", "Timeout")]
    [InlineData("""{"timeout":"90.00:00:00"}""", "Timeout")]
    [InlineData("""{"expiresAfter":"00:00:01"}""", "ExpiresAfter")]
    [InlineData("""{"rules":[{"when":{"type":"nonsense"},"reversibility":"Critical"}]}""", "Rules:0:When")]
    [InlineData("""{"rules":[{"reversibility":"Critical"}]}""", "Rules:0:When")]
    [InlineData("""{"title":"Write","decisive":["/text"]}""", "Title")]
    public async Task A_policy_that_cannot_be_enforced_as_it_stands_is_refused_by_its_key(string policy, string key)
    {
        var console = await shared.ConsoleAsync();
        var refused = (await console.Ada.PutAsync("/api/tools/box.wipe/policy", policy, ("If-Match", "\"1\""))).MustRefuse(422, "invalidRequest");
        Assert.Contains(key, refused.Text("title"), StringComparison.Ordinal);
        Assert.Equal(1, (await console.Ada.GetAsync("/api/tools/box.wipe")).Must(200).GetProperty("policy").GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("""{"reversibility":"Harmless"}""")]
    [InlineData("""{"reversibility":0}""")]
    [InlineData("""{"timeout":30}""")]
    [InlineData("""{"rules":null}""")]
    [InlineData("""{"decisive":[1]}""")]
    [InlineData("""{"reversibility":"ReadOnly","reversibility":"Critical"}""")]
    public async Task A_policy_that_cannot_be_read_is_refused(string policy)
    {
        var console = await shared.ConsoleAsync();
        var refused = await console.Ada.PutAsync("/api/tools/box.wipe/policy", policy, ("If-Match", "\"1\""));
        Assert.True(refused.Status is 400 or 422 && refused.ContentType == "application/problem+json", $"{refused.Status} {refused.Text}");
        Assert.Equal(1, (await console.Ada.GetAsync("/api/tools/box.wipe")).Must(200).GetProperty("policy").GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task What_was_taken_away_while_a_tool_was_forbidden_is_named_when_it_is_allowed_again()
    {
        var console = await shared.ConsoleAsync();
        const string path = "/api/tools/box.spare/policy";
        Task<Answer> SetAsync(Caller who, object policy, int version) => who.PutAsync(path, policy, ("If-Match", $"\"{version}\""));
        (await SetAsync(console.Ada, new { reversibility = "Irreversible", permissions = new[] { "box" } }, 0)).Must(200);
        (await SetAsync(console.Ada, new { reversibility = "Forbidden" }, 1)).Must(200); // at once

        var proposed = (await SetAsync(console.Ada, new { reversibility = "Irreversible" }, 2)).Must(202);
        Assert.Contains("permission box is no longer needed", proposed.GetProperty("weaker").EnumerateArray().Select(w => w.GetString()));
    }

    [Fact]
    public async Task A_policy_of_the_settings_that_does_not_fit_its_tool_keeps_the_tool_from_being_called_and_says_why()
    {
        var misfit = (await (await shared.ConsoleAsync()).Ada.GetAsync("/api/tools/box.misfit")).Must(200);
        Assert.Equal(("Refused", "its policy does not fit it: EffectKey holds /txet, which no call of this tool has"), (misfit.Text("status"), misfit.Text("statusReason")));
    }

    [Fact]
    public async Task Agents_are_listed()
    {
        var console = await shared.ConsoleAsync();
        var agents = (await console.Sam.GetAsync("/api/agents")).Must(200).GetProperty("items").EnumerateArray();
        Assert.Contains(agents, a => a.Text("name") == "clerk");
    }

    [Theory]
    [InlineData("""{"reversibility":"Reversible"}""", "Undo")]
    [InlineData("""{"title":"Write {/text"}""", "Title")]
    [InlineData("""{"decisive":["text"]}""", "Decisive")]
    [InlineData("""{"effectKey":["x"]}""", "EffectKey")]
    [InlineData("""{"effectKey":["/*"]}""", "EffectKey")]
    [InlineData("""{"effectKey":["/txet"]}""", "EffectKey")]
    [InlineData("""{"title":"Write {/txet}"}""", "Title")]
    [InlineData("""{"reversibility":"Reversible","undo":{"tool":"box.nothing","arguments":{}}}""", "Undo:Tool")]
    [InlineData("""{"checks":[{"argument":"/txet","range":{"max":1},"optional":true}]}""", "Checks:0:Argument")]
    [InlineData("""{"requireGrounded":{"/txet":"record"}}""", "RequireGrounded")]
    [InlineData("""{"rules":[{"when":{"properties":{"txet":{"maxLength":5}}},"reversibility":"Critical"}]}""", "Rules:0:When")]
    [InlineData("""{"rules":[{"when":{"anyOf":[{"required":["txet"]}]},"reversibility":"Forbidden"}]}""", "Rules:0:When")]
    [InlineData("""{"reviewers":[{"within":{"properties":{"txet":{"maxLength":5}}}}]}""", "Reviewers:0:Within")]
    public async Task A_policy_that_promises_what_it_does_not_hold_is_refused_by_key(string policy, string key)
    {
        var ada = (await shared.ConsoleAsync()).Ada;
        var refused = (await ada.PutAsync("/api/tools/box.unset/policy", policy, ("If-Match", "\"0\""))).MustRefuse(422, "invalidRequest");
        Assert.StartsWith(key, refused.Text("title"), StringComparison.Ordinal);
    }

    private static JsonObject Edited(JsonElement policy, Action<JsonObject> edit)
    {
        var copy = JsonNode.Parse(policy.GetRawText())!.AsObject();
        edit(copy);
        return copy;
    }
}
