using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Setups;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>An admin changes an agent and a price on their pages; another agrees; a watcher reads who did.</summary>
public sealed class SetupJourneys(Browser browser, SetupConsole shared) : IClassFixture<SetupConsole>
{
    private const string Agent = "/agents/previewed";

    [Fact]
    public async Task An_admin_narrows_an_agent_widens_it_with_another_and_takes_it_back()
    {
        await using var adas = await browser.OpenAsync(shared.Console.Address);
        await using var abels = await browser.OpenAsync(shared.Console.Address);
        var ada = await adas.SignInOnceAsync(shared.Console, "ada");
        await ada.GotoAsync(Agent);
        await ada.Locator("#at-tools").FillAsync("box.look, box.lost");
        await Expect(ada.Locator("main")).ToContainTextAsync("Names one tool as things are; box.lost matches none.");
        await ada.Locator("#at-limits-iterations").FillAsync("x");
        await Expect(ada.Locator("#at-limits-iterations-fault")).ToHaveTextAsync("must be a number, with a point");
        await Expect(Button(ada, "Review and save…")).ToBeDisabledAsync();
        await ada.Locator("#at-limits-iterations").FillAsync("4");
        await Expect(ada.Locator("#draft-json")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("\"iterations\": 4,"));
        await Button(ada, "Review and save…").PressAsync("Enter");
        await Expect(ada.Locator("main .diff")).ToContainTextAsync("\"iterations\": 4");
        await Expect(ada.Locator("main .what-if")).ToContainTextAsync("No run of this agent is recorded yet");
        await Button(ada, "Save: holds at once").ClickAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("Saved: version 1 holds.");

        await ada.Locator("#at-tools").FillAsync("box.*");
        await Button(ada, "Review and save…").ClickAsync();
        await Expect(ada.Locator("main .weaker")).ToHaveTextAsync("it may call box.*");
        await Button(ada, "Propose: a second admin must agree").ClickAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("You proposed it, so you cannot agree to it");

        var abel = await abels.SignInOnceAsync(shared.Console, "abel");
        await abel.GotoAsync("/agents");
        await Expect(abel.Locator(".notice a", new() { HasText = "previewed" })).ToBeVisibleAsync();
        var faults = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Axe.CheckAsync(abel, faults);
        await abel.Locator(".notice a", new() { HasText = "previewed" }).ClickAsync();
        await Expect(abel.Locator("main .said")).ToHaveTextAsync("it may call box.*");
        await Axe.CheckAsync(abel, faults);
        Assert.True(faults.IsEmpty, string.Join('\n', faults));
        await abel.AgreeAsync();
        await Expect(abel.Locator("main .page-head")).ToContainTextAsync("version 2, laid down by ada");
        await Expect(ada.Locator("main .page-head")).ToContainTextAsync("version 2");

        await ada.GotoAsync($"{Agent}?tab=history&version=1");
        await Expect(ada.Locator("main .diff")).ToContainTextAsync("box.lost");
        await Button(ada, "Restore version 1…").ClickAsync();
        await Button(ada, "Save: holds at once").ClickAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("Saved: version 3 holds.");
    }

    [Fact]
    public async Task What_another_admin_lays_down_meanwhile_is_told_and_ones_own_text_stays()
    {
        await using var context = await browser.OpenAsync(shared.Console.Address);
        var ada = await context.SignInOnceAsync(shared.Console, "ada");
        await ada.GotoAsync("/agents/told");
        await ada.Locator("#at-description").FillAsync("mine");
        var value = (await shared.Console.Rita.GetAsync("/api/agents/told")).Must(200).GetProperty("value").GetRawText().Replace("You are told.", "You are told otherwise.", StringComparison.Ordinal);
        (await shared.Console.Abel.PutAsync("/api/agents/told", value, ("If-Match", "\"0\""))).Must(200);
        await Expect(ada.Locator("main .overtaken")).ToContainTextAsync("Somebody has laid down version 1 while you edited version 0.");
        await Expect(ada.Locator("main .overtaken .diff")).ToContainTextAsync("You are told otherwise.");
        await Expect(ada.Locator("#at-description")).ToHaveValueAsync("mine");
        await Button(ada, "Drop mine, show theirs").ClickAsync();
        await Expect(ada.Locator("#at-instructions")).ToHaveValueAsync("You are told otherwise.");
        await Expect(ada.Locator("#at-description")).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData("/agents/bounded", "#at-description")]
    [InlineData("/models/priced", "#at-input")]
    [InlineData("/tools/box.look", "#at-title")]
    public async Task An_edit_is_lost_by_no_link_no_way_back_and_no_reload_before_its_admin_has_said_that_it_may_go(string address, string box)
    {
        await using var context = await browser.OpenAsync(shared.Console.Address);
        var ada = await context.SignInOnceAsync(shared.Console, "ada");
        await ada.Locator(".bar a[href='/agents']").ClickAsync();
        await Expect(ada.Locator("main h1")).ToHaveTextAsync("Agents");
        await Expect(ada.Locator("fieldset.until-it-hears:not([disabled])")).ToBeAttachedAsync();
        await ada.EvaluateAsync("to => Blazor.navigateTo(to)", address);
        await ada.Locator(box).FillAsync("7");
        await Expect(Button(ada, "Review and save…")).ToBeEnabledAsync();

        await ada.Locator(".bar a[href='/budgets']").ClickAsync();
        await Expect(ada.Locator(".unsaved")).ToContainTextAsync("Your edit is not saved.");
        await Expect(Button(ada, "Stay, go on editing")).ToBeFocusedAsync();
        await ada.Keyboard.PressAsync("Enter");
        await Expect(ada.Locator(".unsaved")).ToHaveCountAsync(0);
        await ada.GoBackAsync();
        await Expect(ada.Locator(".unsaved")).ToBeVisibleAsync();
        await Button(ada, "Stay, go on editing").ClickAsync();

        await Button(ada, "Review and save…").ClickAsync(); // from there the way back leads to the form
        await Expect(ada.Locator("main .diff")).ToBeVisibleAsync();
        await ada.GoBackAsync();
        await Expect(ada.Locator(box)).ToHaveValueAsync("7");
        await Expect(ada.Locator(".unsaved")).ToHaveCountAsync(0);

        var asked = new TaskCompletionSource<string>();
        EventHandler<IDialog> stay = async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };
        ada.Dialog += stay;
        await ada.EvaluateAsync("() => { location.reload(); }");
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        ada.Dialog -= stay;

        await ada.Locator(".tabs a", new() { HasText = "History" }).ClickAsync(); // another part of the same page: the edit is over all of them
        await Expect(ada.Locator(".tabs a[aria-current]")).ToHaveTextAsync("History");
        await Expect(ada.Locator(".unsaved")).ToHaveCountAsync(0);
        await ada.Locator(".tabs a").First.ClickAsync();
        await Expect(ada.Locator(box)).ToHaveValueAsync("7");

        await ada.Locator(".bar a[href='/budgets']").ClickAsync();
        await Button(ada, "Leave, drop the edit").ClickAsync();
        await Expect(ada.Locator("main h1")).ToHaveTextAsync("Budgets");
        await ada.EvaluateAsync("to => Blazor.navigateTo(to)", address);
        await Expect(ada.Locator(box)).Not.ToHaveValueAsync("7");
        await ada.Locator(".bar a[href='/budgets']").ClickAsync(); // nothing is changed: nothing is asked
        await Expect(ada.Locator("main h1")).ToHaveTextAsync("Budgets");
    }

    [Fact]
    public async Task A_press_that_was_meant_for_the_change_before_agrees_to_nothing()
    {
        await using var context = await browser.OpenAsync(shared.Console.Address);
        var abel = await context.SignInOnceAsync(shared.Console, "abel");
        await ProposeAsync(51);
        await abel.GotoAsync("/agents/agreed");
        await Expect(abel.Locator("main .said")).ToContainTextAsync("51 USD instead of");
        await abel.WaitForTimeoutAsync(2_500); // he has read it, and his finger is on the button
        await ProposeAsync(99_999);
        await Expect(abel.Locator("main .said")).ToContainTextAsync("99,999 USD instead of");
        await Button(abel, Agreeing.Press).ClickAsync();
        await Expect(abel.Locator("main [role=alert]")).ToContainTextAsync(["Nothing was sent: this change has been here for less than 2 s."]);
        Assert.Equal(0, (await shared.Console.Abel.GetAsync("/api/agents/agreed")).Must(200).GetProperty("version").GetInt32());

        await abel.AgreeAsync();
        await Expect(abel.Locator("main .page-head")).ToContainTextAsync("version 1, laid down by ada");
        Assert.Equal(99_999, (await shared.Console.Abel.GetAsync("/api/agents/agreed")).Must(200).GetProperty("value").GetProperty("limits").GetProperty("costUsd").GetInt32());

        async Task ProposeAsync(int costUsd) => (await shared.Console.Ada.PutAsync(
            "/api/agents/agreed", $$"""{"instructions":"You are agreed on.","tools":["box.look"],"limits":{"costUsd":{{costUsd}} } }""", ("If-Match", "\"0\""))).Must(202);
    }

    [Fact]
    public async Task Who_may_not_configure_reads_the_agent_and_its_history_and_finds_no_way_to_change_it()
    {
        await using var context = await browser.OpenAsync(shared.Console.Address);
        var sue = await context.SignInOnceAsync(shared.Console, "sue");
        await sue.GotoAsync("/agents/narrowed");
        await Expect(sue.Locator("main .agent")).ToContainTextAsync("box.write");
        await Expect(sue.Locator("main textarea, main button[type=submit]")).ToHaveCountAsync(0);
        await Expect(sue.Locator("main .tabs a")).ToHaveTextAsync(["Settings", "History"]);
        await sue.GotoAsync("/agents/narrowed?tab=what-if");
        await Expect(sue.Locator("main .agent")).ToBeVisibleAsync();
        await sue.GotoAsync("/models/priced");
        await Expect(sue.Locator("main table")).ToContainTextAsync("$10.00");
        await sue.GotoAsync("/agents/nobody");
        await Expect(sue.Locator("main h1")).ToHaveTextAsync("There is no agent nobody");
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
