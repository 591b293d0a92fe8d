using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>What a reviewer needs is before their eyes at once, on the screen of an ordinary laptop.</summary>
public sealed class FoldTests(Browser browser)
{
    private const int Arguments = 7;

    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["account","amount","currency","recipient","iban","reference","express"],"properties":{
        "account":{"type":"string"},"amount":{"type":"number"},"currency":{"type":"string"},"recipient":{"type":"string"},"iban":{"type":"string"},"reference":{"type":"string"},"express":{"type":"boolean"}}}
        """;

    private const string Call = """{"account":"AC-4711","amount":1250.5,"currency":"EUR","recipient":"Ana Ruiz","iban":"DE89370400440532013000","reference":"Invoice 2026-118, second half","express":true}""";

    [Fact]
    public async Task A_call_with_seven_arguments_is_seen_whole_without_scrolling()
    {
        using var folder = new TempFolder();
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(new TestTool("transfer", Schema, (_, _) => Task.FromResult(TestTools.Text("done"))));
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("bank", tools.Url).Agent("clerk", ["bank.*"]).Tool("bank.transfer", "Irreversible", new JsonObject
        {
            ["Title"] = "Transfer {/amount:EUR} from {/account} to {/recipient}", ["Effect"] = "{/amount:EUR} leave the account", ["Decisive"] = new JsonArray("/account", "/amount", "/recipient"),
            ["Authorization"] = new JsonArray(new JsonObject { ["Quota"] = new JsonObject { ["Window"] = "P7D", ["Per"] = "Principal", ["Count"] = 5, ["SumOf"] = "/amount", ["SumMax"] = 20_000 } }),
        });
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        var input = model.On("Pay invoice 2026-118, second half, to Ana Ruiz: 1250.5 EUR from AC-4711 to DE89370400440532013000", a => a.Turn == 0 ? Reply.SaysAndCalls("I will pay it.", ("transfer", Call)) : Reply.Says("ok"));
        var proposal = await console.Rita.ProposalOfAsync(await console.Sam.StartRunAsync("clerk", input));
        await using var context = await browser.OpenAsync(console.Address);
        var page = await context.SignInOnceAsync(console, "rita");
        await page.GotoAsync($"/inbox/{proposal.Text("id")}");
        await Expect(page.Locator("[data-key=x]")).ToBeEnabledAsync();
        await Expect(page.Locator(".notes")).ToContainTextAsync("0 of 5 in the last 7 days, 0 EUR of 20,000 EUR");

        await Expect(page.Locator(".arguments tbody tr")).ToHaveCountAsync(Arguments);
        var bar = (await page.Locator(".decide").BoundingBoxAsync())!;
        Assert.True(bar.Y + bar.Height <= 768, "the decision bar is below the fold");
        foreach (var part in (string[])[".head", "#sentence", ".effect", ".asked", ".likes", .. Enumerable.Range(0, Arguments).Select(i => $".arguments tbody tr >> nth={i}")])
        {
            var box = (await page.Locator(part).BoundingBoxAsync())!;
            Assert.True(box.Y >= 0 && box.Y + box.Height <= bar.Y, $"{part} ends at {box.Y + box.Height}, the decision bar starts at {bar.Y}");
        }
    }
}
