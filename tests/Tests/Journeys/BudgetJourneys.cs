using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Setups;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>An admin changes what may be spent on the budget's page; another agrees; a watcher reads who did.</summary>
public sealed class BudgetJourneys(Browser browser, SetupConsole shared) : IClassFixture<SetupConsole>
{
    private const string Budget = "/budgets/agent:payer:month";

    [Fact]
    public async Task An_admin_lowers_a_budget_raises_it_with_another_and_takes_it_back()
    {
        await using var adas = await browser.OpenAsync(shared.Console.Address);
        await using var abels = await browser.OpenAsync(shared.Console.Address);
        var ada = await adas.SignInOnceAsync(shared.Console, "ada");
        await ada.GotoAsync("/budgets");
        await ada.Locator("#agent\\:payer\\:month").GetByRole(AriaRole.Link, new() { Name = "Change…" }).ClickAsync();
        await ada.Locator("#at-limitUsd").FillAsync("-1");
        await Expect(ada.Locator("#at-limitUsd-fault")).ToContainTextAsync("must be from 0 to 1000000");
        await ada.Locator("#at-limitUsd").FillAsync("4");
        await ada.Locator("#at-alerts").FillAsync("50, 80, 90, 95");
        await Expect(ada.Locator("#draft-json")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("\"limitUsd\": 4"));
        await Button(ada, "Review and save…").ClickAsync();
        await Expect(ada.Locator("main .what-if")).ToContainTextAsync("$0.00 are spent; $4.00 of this limit would be left.");
        await Button(ada, "Save: holds at once").ClickAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("Saved: version 1 holds.");

        await ada.Locator("#at-limitUsd").FillAsync("9");
        await Button(ada, "Review and save…").ClickAsync();
        await Expect(ada.Locator("main .weaker")).ToHaveTextAsync("9 USD may be spent instead of 4");
        await Button(ada, "Propose: a second admin must agree").ClickAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("You proposed it, so you cannot agree to it");

        var abel = await abels.SignInOnceAsync(shared.Console, "abel");
        await abel.GotoAsync("/budgets");
        await abel.Locator("#agent\\:payer\\:month .notice a").ClickAsync();
        await abel.AgreeAsync();
        await Expect(abel.Locator("main .page-head")).ToContainTextAsync("version 2, laid down by ada");
        await Expect(ada.Locator("main .page-head")).ToContainTextAsync("version 2");

        await ada.GotoAsync($"{Budget}?tab=history&version=2");
        await Expect(ada.Locator("main .diff")).ToContainTextAsync("\"limitUsd\": 9");
        await ada.GotoAsync($"{Budget}?tab=history&version=1");
        await Button(ada, "Restore version 1…").ClickAsync();
        await Button(ada, "Save: holds at once").ClickAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("Saved: version 3 holds.");
    }

    [Fact]
    public async Task Who_may_not_configure_reads_the_budget_and_its_history()
    {
        await using var context = await browser.OpenAsync(shared.Console.Address);
        var sue = await context.SignInOnceAsync(shared.Console, "sue");
        await sue.GotoAsync("/budgets/agent:previewed:month");
        await Expect(sue.Locator("main .card")).ToContainTextAsync("$5.00");
        await Expect(sue.Locator("main .tabs a")).ToHaveTextAsync(["Limit", "History"]);
        await Expect(sue.Locator("main textarea, main button[type=submit]")).ToHaveCountAsync(0);
        await sue.GotoAsync("/budgets/agent:nobody:month");
        await Expect(sue.Locator("main h1")).ToHaveTextAsync("There is no budget agent:nobody:month");
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
