using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Security;

/// <summary>Whose hands must not meet: who lays down a policy, and who lets its calls go; and who is in the group.</summary>
public sealed class DutyTests(DutyTests.House house, Browser browser) : IClassFixture<DutyTests.House>
{
    [Theory]
    [InlineData("write")]
    [InlineData("wipe")]
    public async Task Who_has_laid_down_a_tools_policy_does_not_let_its_calls_go_and_another_does(string tool)
    {
        var policy = (await house.Console.As("uma").GetAsync($"/api/tools/box.{tool}")).Must(200).GetProperty("policy");
        var edited = JsonNode.Parse(policy.GetRawText())!;
        edited["holdSeconds"] = 1; // not weaker: it holds at once
        (await house.Console.As("uma").PutAsync($"/api/tools/box.{tool}/policy", edited.ToJsonString(), ("If-Match", $"\"{policy.GetProperty("version").GetInt32()}\""))).Must(200);

        var proposal = await house.ProposalAsync(tool);
        (await house.Console.As("uma").ApproveAsync(proposal)).MustRefuse(403, "separationOfDuties");
        (await house.Console.As("uma").EditAsync(proposal, new { text = "otherwise" })).MustRefuse(403, "separationOfDuties");
        (await house.Console.Remy.ApproveAsync(proposal)).Must(200);
    }

    [Fact]
    public async Task They_see_so_beforehand_and_have_no_live_approval()
    {
        var policy = (await house.Console.As("uma").GetAsync("/api/tools/box.stamp")).Must(200).GetProperty("policy");
        var edited = JsonNode.Parse(policy.GetRawText())!;
        edited["holdSeconds"] = 1;
        (await house.Console.As("uma").PutAsync("/api/tools/box.stamp/policy", edited.ToJsonString(), ("If-Match", $"\"{policy.GetProperty("version").GetInt32()}\""))).Must(200);
        var proposal = await house.ProposalAsync("stamp");
        await using var context = await browser.OpenAsync(house.Console.Address);
        var uma = await context.SignInOnceAsync(house.Console, "uma");
        await uma.GotoAsync($"/inbox/{proposal.Text("id")}");
        await Expect(uma.Locator("#hint")).ToContainTextAsync("You had a hand in this tool's policy");
        await Expect(uma.Locator("[data-key=a]")).ToBeDisabledAsync();
        await Expect(uma.Locator("[data-key=x]")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Where_a_policy_names_a_group_only_its_reviewers_approve()
    {
        var proposal = await house.ProposalAsync("sign");
        (await house.Console.Rita.ApproveAsync(proposal)).MustRefuse(403, "beyondAuthority");
        (await house.Console.As("lea").ApproveAsync(proposal)).Must(200);
    }

    [Fact]
    public async Task Who_is_blocked_is_out_at_once_and_back_when_another_admin_says_so()
    {
        var (ada, rita) = (house.Console.Ada, house.Console.Rita);
        var proposal = await house.ProposalAsync("write");
        (await ada.PostAsync("/api/people/block", new { subject = "ada", reason = "me" })).MustRefuse(403, "separationOfDuties");
        (await ada.PostAsync("/api/people/block", new { subject = "rita" })).MustRefuse(422, "reasonMissing");
        (await ada.PostAsync("/api/people/block", new { subject = "RITA", reason = "left the house" })).Must(200);
        (await rita.ApproveAsync(proposal)).MustRefuse(403, "blocked");
        (await rita.GetAsync("/api/runs")).MustRefuse(403, "blocked");
        Assert.Equal("RITA", (await ada.GetAsync("/api/people/blocked")).Must(200).GetProperty("items")[0].Text("subject"));
        (await ada.PostAsync("/api/people/unblock", new { subject = "rita" })).Must(200);
        (await rita.ApproveAsync(proposal)).Must(200);
    }

    /// <summary>One console for all of them: <c>uma</c> is reviewer and admin, <c>lea</c> a reviewer of the group <c>leads</c>, whom <c>box.sign</c> asks for.</summary>
    public sealed class House : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();
        private FakeOpenAI _model = null!;
        private ToolServer _tools = null!;

        internal ConsoleProcess Console { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _model = await FakeOpenAI.StartAsync();
            _tools = await ToolServer.StartAsync(TestTools.Echo("write"), TestTools.Echo("wipe"), TestTools.Echo("sign"), TestTools.Echo("stamp"));
            var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).McpServer("box", _tools.Url).Agent("clerk", ["box.*"])
                .Tool("box.write", "Irreversible").Tool("box.stamp", "Irreversible").Tool("box.wipe", "Critical")
                .Tool("box.sign", "Irreversible", new JsonObject { ["Reviewers"] = new JsonArray(new JsonObject { ["Group"] = "leads" }) });
            var people = settings.Root["Authentication"]!["Local"]!["Users"]!.AsArray();
            people.Add(new JsonObject { ["Name"] = "uma", ["Roles"] = new JsonArray("Reviewer", "Admin"), ["ApiKey"] = "demo-uma" });
            people.Add(new JsonObject { ["Name"] = "lea", ["Roles"] = new JsonArray("Reviewer"), ["Groups"] = new JsonArray("leads"), ["ApiKey"] = "demo-lea" });
            Console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            if (Console is not null) await Console.DisposeAsync();
            await _model.DisposeAsync();
            await _tools.DisposeAsync();
            _folder.Dispose();
        }

        internal async Task<JsonElement> ProposalAsync(string tool)
        {
            var input = _model.On($"please {tool}", Reply.Calls((tool, """{"text":"hello"}""")), Reply.Says("done"));
            return await Console.Rita.ProposalOfAsync(await Console.Sam.StartRunAsync("clerk", input));
        }
    }
}
