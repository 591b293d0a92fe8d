using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Crash;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Api;

/// <summary>The console is started again with something else in its settings, or in a tool server, while proposals wait: before anybody decides they see what has changed.</summary>
public sealed class DeploymentTests(Browser browser)
{
    private const string Wider = """{"type":"object","properties":{"text":{"type":"string"},"to":{"type":"string"}},"required":["text"],"additionalProperties":false}""";

    [Fact]
    public async Task After_a_start_with_the_same_settings_nothing_is_marked_and_what_changes_while_the_console_runs_is()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, _) = await desk.AskAsync("write");
        await desk.Console.Rita.ProposalOfAsync(run);
        await DeployAsync(desk, _ => { });

        Assert.Equal(("", ""), Marks(await desk.Console.Rita.ProposalOfAsync(run)));
        Assert.Equal(("", ""), Marks(await InListAsync(desk, run)));
        Assert.False((await desk.Console.Rita.GetAsync($"/api/runs/{run}")).Must(200).TryGetProperty("changed", out _));

        (await desk.Console.Ada.PutAsync("/api/tools/box.write/policy", new { reversibility = "Forbidden" }, ("If-Match", "\"0\""))).Must(200);
        Assert.Equal(("policy /policyVersion 0 1", "The policy of box.write forbids it."), Marks(await InListAsync(desk, run)));
    }

    [Fact]
    public async Task Another_policy_marks_what_waits_and_who_opens_it_sees_what_it_would_be_by_now()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text) = await desk.AskAsync("write");
        var (hopeless, _) = await desk.AskAsync("slow_write");
        var (old, fails) = (await desk.Console.Rita.ProposalOfAsync(run), await desk.Console.Rita.ProposalOfAsync(hopeless));
        await desk.KillAsync();
        TestStore.Execute(Path.GetDirectoryName(desk.SettingsFile)!, $"UPDATE proposals SET Document = replace(Document, 'definitionHash', 'nobodyKnows') WHERE Id = '{fails.Text("id")}'"); // as an older console left it
        await DeployAsync(desk, s =>
        {
            s["Tools"]!["box.write"] = new JsonObject { ["Reversibility"] = "Critical" };
            s["Tools"]!["box.slow_write"] = new JsonObject { ["Reversibility"] = "Irreversible", ["Checks"] = new JsonArray(new JsonObject { ["Argument"] = "/text", ["Range"] = new JsonObject { ["Max"] = 3 } }) };
            s["Agents"]!["clerk"]!["Instructions"] = "You are somebody else.";
        });

        const string Agent = "agent /instructions";
        Assert.Equal(("policy /policyVersion 0 1", ""), Marks(await InListAsync(desk, run), Agent));
        Assert.Equal(("policy /policyVersion 0 1", ""), Marks(await InListAsync(desk, hopeless), Agent));
        Assert.Equal(old.Text("viewHash"), (await InListAsync(desk, run)).Text("viewHash")); // it is marked, and is what it was
        Assert.Equal(("policy /policyVersion 0 1; policy /reversibility Irreversible Critical", ""), Marks(await desk.Console.Rita.ProposalOfAsync(run), Agent));
        var (changed, cannot) = Marks(await desk.Console.Rita.ProposalOfAsync(hopeless), Agent);
        Assert.Equal("policy /policyVersion 0 1", changed);
        Assert.StartsWith("It does not pass any more: ", cannot, StringComparison.Ordinal);

        await using var context = await browser.OpenAsync(desk.Console.Address);
        var page = await context.SignInOnceAsync(desk.Console, "rita");
        await page.GotoAsync($"/inbox/{old.Text("id")}");
        await Expect(page.Locator("a.row .chip")).ToHaveTextAsync(["changed since", "changed since"]);
        await Expect(page.Locator(".changes")).ToContainTextAsync("an approval sends nothing, and makes a new version that waits");
        await Expect(page.Locator(".changes")).ToContainTextAsync("the policy: reversibility Irreversible → Critical");
        await Expect(page.Locator(".changes")).ToContainTextAsync("the agent's instructions");
        await page.GotoAsync($"/inbox/{fails.Text("id")}");
        await Expect(page.Locator(".card .notice").First).ToContainTextAsync("It cannot go on as things are. It does not pass any more");
        await page.GotoAsync($"/runs/{run}");
        await Expect(page.Locator(".head .notice")).ToContainTextAsync("The agent is another than when this run began: instructions.");
        await Expect(page.Locator(".call .chip").Last).ToContainTextAsync("another is its policy");

        var successor = (await desk.Console.Rita.ApproveAsync(old)).MustRefuse(409, "stale").GetProperty("proposal");
        Assert.Equal((2, ("", "")), (successor.GetProperty("approvalsNeeded").GetInt32(), Marks(successor, Agent)));
        Assert.Equal("AwaitingDecision", (await desk.Console.Rita.GetAsync($"/api/runs/{hopeless}")).Must(200).Text("status")); // nobody has answered it, so nobody was told
        Assert.Equal(0, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task Another_definition_and_a_tool_that_is_gone_say_that_the_call_cannot_go_and_what_comes_back_is_as_it_was()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text) = await desk.AskAsync("write");
        var old = await desk.Console.Rita.ProposalOfAsync(run);
        desk.Tools.Offer(TestTools.Echo("write") with { Schema = Wider });
        await DeployAsync(desk, _ => { });

        var hash = (await desk.Console.Rita.GetAsync("/api/tools/box.write")).Must(200).Text("definitionHash");
        var definition = $"definition /definitionHash {old.Text("definitionHash")} {hash}";
        foreach (var seen in new[] { await InListAsync(desk, run), await desk.Console.Rita.ProposalOfAsync(run) })
            Assert.Equal((definition, "The tool box.write cannot be called: its definition is not the one that was admitted."), Marks(seen));
        (await desk.Console.Ada.PostAsync("/api/tools/box.write/admit", new { definitionHash = hash })).Must(200);
        Assert.Equal((definition, ""), Marks(await InListAsync(desk, run)));

        await DeployAsync(desk, s => s["McpServers"]!.AsObject().Clear());
        Assert.Equal(("", "There is no tool box.write any more."), Marks(await InListAsync(desk, run)));

        desk.Tools.Offer(TestTools.Echo("write"));
        await DeployAsync(desk, s => s["McpServers"]!["box"] = new JsonObject { ["Url"] = desk.Tools.Url.ToString() });
        (await desk.Console.Ada.PostAsync("/api/tools/box.write/admit", new { definitionHash = old.Text("definitionHash") })).Must(200);
        Assert.Equal(("", ""), Marks(await InListAsync(desk, run)));
        (await desk.Console.Rita.ApproveAsync(old)).Must(200);
        await desk.Console.Rita.UntilAsync(run, "Completed");
        Assert.Equal(1, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task Another_agent_marks_its_runs_and_their_proposals_by_the_parts_that_are_others_and_an_approval_still_counts()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text) = await desk.AskAsync("write");
        await desk.Console.Rita.ProposalOfAsync(run);
        var part = desk.Model.On("part", Reply.Calls(("write", """{"text":"from the child"}""")), Reply.Says("done"));
        var parent = await desk.Console.Sam.StartRunAsync("boss", desk.Model.On("whole", Reply.Calls(("delegate", JsonSerializer.Serialize(new { agent = "clerk", task = part }))), Reply.Says("all done")));
        var child = (await desk.Console.Rita.UntilAsync(parent, "AwaitingDecision")).GetProperty("children")[0].Text("runId");
        await DeployAsync(desk, s =>
        {
            s["Agents"]!["clerk"]!["Instructions"] = "You are somebody else.";
            s["Agents"]!["clerk"]!["Tools"] = new JsonArray("box.write");
            s["Agents"]!["clerk"]!["Limits"]!["Iterations"] = 9; // the run has its own
        });

        var proposal = await desk.Console.Rita.ProposalOfAsync(run);
        Assert.Equal(["/instructions", "/tools"], Changed(proposal).Select(d => d.Text("path")));
        Assert.Equal(["/instructions", "/tools"], Changed((await desk.Console.Rita.GetAsync($"/api/runs/{run}")).Must(200)).Select(d => d.Text("path")));
        Assert.Equal(["/instructions", "/tools"], Changed(await desk.Console.Rita.ProposalOfAsync(child)).Select(d => d.Text("path")));
        Assert.False((await desk.Console.Rita.GetAsync($"/api/runs/{parent}")).Must(200).TryGetProperty("changed", out _)); // the child's agent is not its own
        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        var ended = await desk.Console.Rita.UntilAsync(run, "Completed");
        Assert.Equal((1, false), (desk.Tools.CallsWith(text), ended.TryGetProperty("changed", out _)));
    }

    [Fact]
    public async Task A_run_whose_agent_is_gone_says_so_and_waits_and_goes_on_once_the_agent_is_back()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (waiting, text) = await desk.AskAsync("write");
        var (working, _) = await desk.AskAsync("slow_look");
        await desk.Console.Rita.ProposalOfAsync(waiting);
        await desk.Console.Rita.UntilAsync(working, "Running");
        JsonNode? clerk = null;
        await DeployAsync(desk, s =>
        {
            clerk = s["Agents"]!["clerk"]!.DeepClone();
            s["Agents"]!.AsObject().Clear();
            s["Agents"]!["other"] = clerk.DeepClone();
            s["Budgets"]!.AsObject().Clear();
        });

        var proposal = await desk.Console.Rita.ProposalOfAsync(waiting);
        Assert.Equal(("", "The settings name no agent or pipeline clerk any more."), Marks(proposal));
        (await desk.Console.Rita.ApproveAsync(proposal)).MustRefuse(409, "agentGone");
        await Until.TrueAsync(async () => (await HaltOfAsync(desk, working)) == ("Halted", "AgentGone"), () => desk.Console.Output);
        Assert.Contains(working, (await desk.Console.Rita.GetAsync("/api/runs?status=Halted")).Must(200).GetProperty("items").EnumerateArray().Select(r => r.Text("id")));

        desk.SlowMayAnswer.TrySetResult();
        await DeployAsync(desk, s => s["Agents"]!["clerk"] = clerk!.DeepClone());
        await desk.Console.Rita.UntilAsync(working, "Completed");
        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        await desk.Console.Rita.UntilAsync(waiting, "Completed");
        Assert.Equal(1, desk.Tools.CallsWith(text));
    }

    private static async Task DeployAsync(CrashDesk desk, Action<JsonObject> change)
    {
        await desk.KillAsync();
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(desk.SettingsFile))!.AsObject();
        change(settings);
        await File.WriteAllTextAsync(desk.SettingsFile, settings.ToJsonString());
        await desk.RestartAsync();
    }

    private static async Task<JsonElement> InListAsync(CrashDesk desk, string run) =>
        (await desk.Console.Rita.GetAsync("/api/proposals?status=Pending")).Must(200).GetProperty("items").EnumerateArray().Single(p => p.Text("runId") == run);

    private static async Task<(string Status, string? Reason)> HaltOfAsync(CrashDesk desk, string run)
    {
        var seen = (await desk.Console.Rita.GetAsync($"/api/runs/{run}")).Must(200);
        return (seen.Text("status"), seen.TryGetProperty("haltReason", out var reason) ? reason.GetString() : null);
    }

    private static List<JsonElement> Changed(JsonElement view) => view.TryGetProperty("changed", out var changed) ? [.. changed.EnumerateArray()] : [];

    private static (string Changed, string CannotGo) Marks(JsonElement proposal, string besides = "none") => (
        string.Join("; ", Changed(proposal).Where(d => $"{d.Text("source")} {d.Text("path")}" != besides).Select(d => $"{d.Text("source")} {d.Text("path")} {d.Text("was")} {d.Text("is")}")),
        proposal.TryGetProperty("cannotGo", out var cannot) ? cannot.GetString()! : "");
}
