using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Models;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Web.Features.Agents;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Tests.Pages;

/// <summary>What the page of the agents says, of settings that a console really started with.</summary>
public sealed class AgentsViewTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9/v1");

    [Fact]
    public async Task Models_are_those_that_a_run_asks_for_each_purpose_in_its_order()
    {
        await using var console = await AgentsOnFile.StartAsync(s => s.Model("cheap", Nowhere).Model("strong", Nowhere).Model("spare", Nowhere)
            .Agent("desk", ["box.*"], routes: new() { ["Plan"] = "strong", ["act"] = new JsonArray("cheap", "strong") }).Agent("plain", ["box.*"]));
        var desk = console.Card("desk");
        Assert.Equal([("plan", "strong"), ("act, repair, answer", "cheap strong")], desk.Routes.Select(r => (r.Purposes, string.Join(' ', r.Models))));
        Assert.Equal(["no other stands in for it", "the next where one erred or added nothing; any other where one does not answer"], desk.Routes.Select(r => r.IfItFails));
        Assert.Equal([("plan, act, repair, answer", "cheap")], console.Card("plain").Routes.Select(r => (r.Purposes, string.Join(' ', r.Models))));
        foreach (var agent in new[] { "desk", "plain" })
        foreach (var route in console.Get<AgentsQuery>().All().Single(a => a.Agent.Name == agent).Routes)
            Assert.Equal(console.Get<ModelRoutes>().For(agent, route.Purpose), route.Models);

        var uses = console.View().Models.ToDictionary(m => m.Name, m => string.Join(" | ", m.Uses.Select(u => $"{u.Agent}: {u.For}")));
        Assert.Equal("desk: act, repair, answer | plain: plan, act, repair, answer", uses["cheap"]);
        Assert.Equal("desk: plan; behind another: act, repair, answer", uses["strong"]);
        Assert.Equal("", uses["spare"]);
    }

    [Fact]
    public async Task Tools_are_those_that_a_run_sees_and_what_matches_none_is_said()
    {
        await using var console = await AgentsOnFile.StartAsync(s => s.Model("m", Nowhere).Agent("desk", ["box.*", "attic.*", "shed.dug"]).Agent("idle", []));
        var desk = console.Card("desk");
        Assert.Equal([("box.write", Reversibility.Irreversible), ("box.look", Reversibility.ReadOnly)], desk.Tools.Select(t => (t.Id, t.Reversibility)));
        Assert.Equal(["attic.*", "shed.dug"], desk.Unmatched);
        Assert.Equal(console.Get<AgentTools>().Of(Run.Initial with { Agent = "desk" }).Select(t => t.Tool.Id).Order(), desk.Tools.Select(t => t.Id).Order());
        Assert.All(desk.Tools, t => Assert.True(t.IsSeen));
        Assert.Equal((0, 0), (console.Card("idle").Tools.Length, console.Card("idle").Unmatched.Length));
    }

    [Fact]
    public async Task A_tool_that_is_named_and_cannot_be_called_is_there_with_why()
    {
        await using var console = await AgentsOnFile.StartAsync(s => s.Model("m", Nowhere).Agent("desk", ["box.*"])
            .Tool("box.write", "Irreversible", new() { ["Decisive"] = new JsonArray("/nowhere") }));
        var write = console.Card("desk").Tools.Single(t => t.Id == "box.write");
        Assert.False(write.IsSeen);
        Assert.Contains("its policy does not fit it", write.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(console.Get<AgentTools>().Of(Run.Initial with { Agent = "desk" }), t => t.Tool.Id == "box.write");
    }

    [Fact]
    public async Task An_agent_that_runs_elsewhere_is_told_apart_and_nothing_is_said_of_it_that_nobody_knows()
    {
        await using var console = await AgentsOnFile.StartAsync(s => s.Model("m", Nowhere).Agent("desk", ["box.*"]).ExternalAgent("shop", ["box.look"]).ExternalAgent("watched", ["*"], "observe"));
        var view = console.View("month", "agent:desk:total");
        Assert.Equal([("desk", false), ("shop", true), ("watched", true), ("mcp", true)], view.Agents.Select(a => (a.Name, a.IsElsewhere)));
        var shop = view.Agents.Single(a => a.Name == "shop");
        Assert.Equal((0, 0, "", null), (shop.Routes.Length, shop.Budgets.Length, shop.Instructions, shop.Talks));
        Assert.Equal(["Wall clock: 900 s at work", "Calls: 1,000 calls", "Writes: 200 calls", "Open proposals: 5 at a time", "Session ends: after 1 d without a call"], shop.Limits.Select(l => $"{l.Of}: {l.Most}"));
        Assert.StartsWith("Enforced", shop.Gate, StringComparison.Ordinal);
        Assert.StartsWith("Observed", view.Agents.Single(a => a.Name == "watched").Gate, StringComparison.Ordinal);
        Assert.Null(view.Agents.Single(a => a.Name == "desk").Gate);
    }

    [Fact]
    public async Task No_key_and_nothing_of_an_address_but_its_host_is_shown()
    {
        await using var console = await AgentsOnFile.StartAsync(s =>
        {
            s.Model("strong", new("http://127.0.0.1:9/s3cret-path?key=s3cret-behind")).Agent("desk", ["box.*"]).ExternalAgent("shop", ["*"]);
            s.Root["Models"]!["strong"]!["ApiKey"] = "s3cret-key";
        });
        Assert.Equal("127.0.0.1:9", console.View().Models.Single().Host);
        Assert.DoesNotContain("s3cret", JsonSerializer.Serialize(console.View(), ViewJson.Options), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", JsonSerializer.Serialize(console.Get<AgentsQuery>().Models(), ViewJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_JSON_of_an_agent_is_what_the_API_answers()
    {
        await using var console = await AgentsOnFile.StartAsync(s => s.Model("m", Nowhere).Agent("desk", ["box.*"], new() { ["Iterations"] = 3 }));
        var json = JsonElement.Parse(console.Card("desk").Json);
        Assert.Equal(SpreadJson.Of(JsonSerializer.SerializeToElement(console.Get<AgentCatalog>().Find("desk"), ViewJson.Options)), console.Card("desk").Json);
        Assert.Equal(3, json.GetProperty("settings").GetProperty("limits").GetProperty("iterations").GetInt32());
        Assert.Equal(console.Card("desk").Print, json.GetProperty("print").GetString());
    }

    [Fact]
    public async Task Budgets_that_count_it_are_there_and_no_others()
    {
        await using var console = await AgentsOnFile.StartAsync(s => s.Model("m", Nowhere).Agent("desk", []).Agent("till", []));
        Assert.Equal(["month", "agent:desk:total"], console.Card("desk", "month", "agent:desk:total", "agent:till:month").Budgets);
        Assert.Empty(console.Card("desk", "agent:till:month").Budgets);
    }

    [Fact]
    public async Task Limits_have_their_units_and_talk_and_answers_their_terms()
    {
        await using var console = await AgentsOnFile.StartAsync(s =>
        {
            s.Model("m", Nowhere).Agent("chat", [], new() { ["Iterations"] = 1, ["CostUsd"] = 0.25, ["WallClockSeconds"] = 1.5 }).WritingApart("careful", [], "m", "m");
            s.Root["Agents"]!["chat"]!["Conversation"] = new JsonObject { ["AsksUser"] = true, ["StaysOpen"] = true, ["Messages"] = 1, ["EndsAfter"] = "02:00:00", ["PerMessage"] = new JsonObject { ["Iterations"] = 1 } };
            s.Root["Agents"]!["careful"]!["Answer"] = new JsonObject { ["Needs"] = "person" };
        });
        var chat = console.Card("chat");
        Assert.Equal(
            ["Iterations: 1 reply", "Tokens: 200,000 in and out", "Cost: $0.250", "Wall clock: 1.5 s at work", "No progress: 3 steps in a row", "Calls per step: 8 calls", "Calls: 40 calls", "Writes: 10 calls", "Open proposals: 5 at a time"],
            chat.Limits.Select(l => $"{l.Of}: {l.Most}"));
        Assert.Equal("asks whom it works for; stays open after its answer; takes 1 further message, each for at most 1 reply; waits 2 h", chat.Talks);
        Assert.StartsWith("go out as they come", chat.Answers, StringComparison.Ordinal);
        Assert.Equal("wait for a person, always; written apart, by the model for answer", console.Card("careful").Answers);
        Assert.Equal("asks nothing; ends with its answer; takes 20 further messages", console.Card("careful").Talks);
    }

    [Fact]
    public async Task A_price_is_never_rounded_to_nothing_and_one_of_nothing_is_said()
    {
        await using var console = await AgentsOnFile.StartAsync(s => s.Agent("desk", [])
            .Model("tiny", Nowhere, new() { ["Input"] = 0.0000001, ["Output"] = 10 }).Model("free", Nowhere, []).Model("half", Nowhere, new() { ["Output"] = 1 }));
        Assert.Equal(
            [("tiny", "$0.0000001", "as input", "$10.00", false), ("free", "$0.00", "as input", "$0.00", true), ("half", "$0.00", "as input", "$1.00", false)],
            console.View().Models.Select(m => (m.Name, m.Input, m.CachedInput, m.Output, m.IsFree)));
    }

    [Fact]
    public async Task Where_no_agent_runs_here_it_is_said_and_what_comes_by_MCP_is_there_all_the_same()
    {
        await using var console = await AgentsOnFile.StartAsync(_ => { });
        Assert.False(console.View().HasOwn);
        Assert.Equal(["mcp"], console.View().Agents.Select(a => a.Name));
        Assert.Empty(console.View().Models);

        // What is written there can be read: it is an agent.
        await using var after = await AgentsOnFile.StartAsync(s =>
        {
            s.Model("m", Nowhere);
            s.Root["Agents"] = JsonNode.Parse($"{{{AgentsView.Example}}}")!["Agents"]!.DeepClone();
        });
        Assert.True(after.View().HasOwn);
    }
}
