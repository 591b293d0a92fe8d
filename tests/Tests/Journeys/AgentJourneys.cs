using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>From a link to an agent, and on to its budget and its tools, by keyboard as well.</summary>
public sealed class AgentJourneys(Browser browser)
{
    [Fact]
    public async Task A_link_opens_the_exact_agent_and_leads_on_to_its_tools_its_budget_and_its_JSON()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var sam = await DemoConsole.SignInAsync(context, "sam");
        await sam.GotoAsync("/agents#agent-mcp");
        await Expect(sam.Locator("#agent-mcp")).ToBeInViewportAsync();
        await Expect(sam.Locator("#agent-desk")).Not.ToBeInViewportAsync();
        await Expect(sam.Locator("#agent-mcp")).ToContainTextAsync("runs elsewhere");

        await sam.Locator(".bar nav a[href='/runs']").ClickAsync();
        await sam.Locator(".bar nav a[href='/agents']").ClickAsync();
        await Expect(sam.Locator("#agent-desk")).ToContainTextAsync("desk.refund_order");
        await sam.Locator("#agent-desk summary[aria-label='JSON of desk']").PressAsync("Enter");
        await Expect(sam.Locator("#agent-desk pre")).ToContainTextAsync("\"instructions\"");

        await sam.Locator("#agent-desk a[href='/budgets#agent%3Adesk%3Amonth']").ClickAsync();
        await Expect(sam.Locator("[id='agent:desk:month']")).ToBeInViewportAsync();
        await sam.GoBackAsync();
        await sam.Locator("#agent-chat a", new() { HasText = "desk.get_order" }).ClickAsync();
        await Expect(sam.Locator("main h1")).ToContainTextAsync("desk.get_order");
    }

    [Fact]
    public async Task The_palette_goes_there()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var rita = await DemoConsole.SignInAsync(context, "rita");
        await rita.Keyboard.PressAsync("Control+k");
        await rita.Keyboard.TypeAsync("agents");
        await rita.Keyboard.PressAsync("Enter");
        await Expect(rita.Locator("main h1")).ToHaveTextAsync("Agents");
    }
}
