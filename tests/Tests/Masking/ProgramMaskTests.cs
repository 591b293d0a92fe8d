using System.Net.Http.Headers;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using ApprovalConsole.Tests.Outside;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Masking;

/// <summary>An agent that runs elsewhere works with what its calls bring: a program's key is the addressee. A person's is not (<see cref="MaskTests"/>).</summary>
[Collection(typeof(MaskedConsoleTests))]
public sealed class ProgramMaskTests(MaskedConsole masked, Browser browser)
{
    private ConsoleProcess Console => masked.Console;

    [Fact]
    public async Task A_programs_key_is_given_what_its_own_calls_brought_whole_and_nothing_else()
    {
        var key = await MakeKeyAsync("chat");
        using var program = With(key);
        var call = (await program.AskAsync("customer", new { text = "ana" }, agent: "outside")).Must(200);
        Sees(call.GetRawText());
        Sees((await program.GetAsync($"/api/tool-calls/{call.Text("id")}")).Must(200).GetRawText());
        await using (var client = await McpVisit.OpenAsync(Console, agent: "outside", key: key)) Sees((await client.AskAsync("customer", new { text = "ana" })).Text());

        // The same session, wherever people look: by the program's key, too.
        foreach (var path in new[] { $"/api/runs/{call.Text("runId")}", $"/api/runs/{call.Text("runId")}/events?take=200", "/api/runs?take=200" })
        {
            Assert.Empty(MaskedConsole.In((await program.GetAsync(path)).Must(200).GetRawText()));
            Assert.Empty(MaskedConsole.In((await Console.Sam.GetAsync(path)).Must(200).GetRawText()));
        }

        // And no other caller's: neither a person's, nor another program's.
        using var other = With(await MakeKeyAsync("another"));
        foreach (var stranger in new[] { Console.Sam, other }) (await stranger.GetAsync($"/api/tool-calls/{call.Text("id")}")).MustRefuse(404, "unknownCall");
    }

    private static void Sees(string text)
    {
        var plain = text.Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);
        foreach (var value in new[] { MaskedConsole.Email, MaskedConsole.Account, MaskedConsole.Iban, MaskedConsole.Street }) Assert.Contains(value, plain, StringComparison.Ordinal);
        Assert.DoesNotContain(MaskedConsole.Mark, plain, StringComparison.Ordinal);
    }

    private async Task<string> MakeKeyAsync(string name)
    {
        await using var context = await browser.OpenAsync(Console.Address);
        var page = await context.SignInOnceAsync(Console, "ada");
        await page.GotoAsync("/people");
        var panel = page.Locator(".keys");
        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Make a key" })).ToBeEnabledAsync();
        await page.WaitForFunctionAsync("() => window.Blazor !== undefined");
        await panel.GetByLabel("Role").SelectOptionAsync("Operator");
        await panel.GetByLabel("Name").FillAsync(name);
        await panel.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        await Expect(panel.Locator("[data-made-key]")).Not.ToBeEmptyAsync();
        return await panel.Locator("[data-made-key]").InnerTextAsync();
    }

    private Caller With(string key) => new(new HttpClient { BaseAddress = Console.Address, Timeout = Patience.Cap, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } });
}
