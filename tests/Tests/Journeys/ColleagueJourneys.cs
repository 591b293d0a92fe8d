using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Two people at one proposal: one leaves a remark and hands it over, the other finds it, and nobody decides past a remark that they have not seen.</summary>
public sealed class ColleagueJourneys(Browser browser)
{
    [Fact]
    public async Task A_proposal_is_handed_over_with_a_word_and_a_remark_is_seen_before_anybody_decides()
    {
        await using var demo = await DemoConsole.StartAsync();
        await demo.ProposalOfTicketAsync("T-1001");
        await using var ritas = await browser.OpenAsync(demo.Process.Address);
        await using var remys = await browser.OpenAsync(demo.Process.Address);
        var (rita, remy) = (await DemoConsole.SignInAsync(ritas, "rita"), await DemoConsole.SignInAsync(remys, "remy"));
        await DemoConsole.OpenProposalAsync(rita, "#W881");

        // By keyboard: c opens the field and puts the cursor in it.
        await Expect(rita.Locator("[data-key=a]")).ToBeEnabledAsync();
        await rita.Keyboard.PressAsync("c");
        await Expect(rita.Locator("#remark")).ToBeFocusedAsync();
        await rita.Keyboard.TypeAsync("You know this customer.");
        await rita.Locator("#to").SelectOptionAsync("remy");
        await rita.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        await Expect(rita.Locator(".handed")).ToContainTextAsync("For remy");
        await Expect(rita.Locator(".row", new() { HasText = "#W881" })).ToContainTextAsync("for remy");

        await remy.GotoAsync("/inbox");
        await remy.GetByRole(AriaRole.Link, new() { Name = "handed to you" }).ClickAsync();
        await Expect(remy.Locator(".row")).ToHaveCountAsync(1);
        await Expect(remy.Locator(".row")).ToContainTextAsync("for you");
        await Expect(remy.Locator(".handed")).ToContainTextAsync("You know this customer.");
        Assert.Contains("for=remy", remy.Url, StringComparison.Ordinal);

        // She looks at it again while he remarks: what she would have pressed for is another card now.
        await Expect(rita.Locator("[data-key=a]")).ToBeEnabledAsync();
        var card = await rita.Locator("[data-card]").GetAttributeAsync("data-card");
        await Expect(remy.Locator("[data-key=c]")).ToBeEnabledAsync();
        await remy.Keyboard.PressAsync("c");
        await Expect(remy.Locator("#remark")).ToBeFocusedAsync();
        await remy.Keyboard.TypeAsync("Wait: they sent a photo.");
        await remy.GetByRole(AriaRole.Button, new() { Name = "Leave the remark" }).ClickAsync();
        await Expect(remy.Locator(".remarks")).ToContainTextAsync("they sent a photo");
        await Expect(rita.Locator(".remarks")).ToContainTextAsync("they sent a photo");
        await Expect(rita.Locator(".decide .message")).ToContainTextAsync("remy left a remark while you looked");
        Assert.NotEqual(card, await rita.Locator("[data-card]").GetAttributeAsync("data-card"));
    }

    [Fact]
    public async Task What_is_handed_to_somebody_is_told_in_their_title_and_by_their_browser_while_they_look_elsewhere()
    {
        await using var demo = await DemoConsole.StartAsync();
        var proposal = await demo.ProposalOfTicketAsync("T-1001");
        await using var context = await browser.OpenAsync(demo.Process.Address);
        await context.AddInitScriptAsync("""
            window.told = [];
            localStorage.setItem("notify", "on");
            Object.defineProperty(document, "hidden", { get: () => true });
            window.Notification = class { constructor(text, { tag }) { window.told.push(`${tag}: ${text}`); } static permission = "granted"; };
            """);
        var remy = await DemoConsole.SignInAsync(context, "remy");
        await remy.GotoAsync("/runs");
        await Expect(remy.Locator("fieldset.until-it-hears:not([disabled])")).ToBeAttachedAsync();
        await Expect(remy).ToHaveTitleAsync(new Regex(@"^\(\d+\) Runs"));
        await Expect(remy.Locator("[data-handed]")).ToBeHiddenAsync();
        var before = await remy.EvaluateAsync<int>("window.told.length");

        (await demo.Process.Rita.PostAsync($"/api/proposals/{proposal.Text("id")}/hand-over", new { to = "remy", note = "You know them." })).Must(200);

        await Expect(remy).ToHaveTitleAsync(new Regex(@"^\(1 for you, \d+\) Runs"));
        await Expect(remy.Locator("[data-handed]")).ToHaveTextAsync("→1 for you");
        await Until.TrueAsync(() => remy.EvaluateAsync<bool>($"window.told.length > {before}"), () => "nothing was told");
        Assert.Equal("approvalconsole-handed: A proposal was handed to you", await remy.EvaluateAsync<string>("window.told.at(-1)"));

        // In the inbox its own count stays; and what is handed back is for everybody.
        await remy.GotoAsync("/inbox");
        await Expect(remy).ToHaveTitleAsync(new Regex(@"^\(1 for you, \d+\) Inbox"));
        (await demo.Process.Rita.PostAsync($"/api/proposals/{proposal.Text("id")}/hand-over", new { to = (string?)null })).Must(200);
        await Expect(remy).ToHaveTitleAsync(new Regex(@"^\(\d+\) Inbox"));
        await Expect(remy.Locator("[data-handed]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Words_that_one_is_in_the_middle_of_stay_when_a_colleagues_remark_brings_up_another_card()
    {
        await using var demo = await DemoConsole.StartAsync();
        var proposal = await demo.ProposalOfTicketAsync("T-1001");
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var rita = await DemoConsole.SignInAsync(context, "rita");
        await DemoConsole.OpenProposalAsync(rita, "#W881");
        await rita.Keyboard.PressAsync("c");
        await Expect(rita.Locator("#remark")).ToBeFocusedAsync();
        await rita.Keyboard.TypeAsync("Ask them for the ");
        await rita.Locator("#to").SelectOptionAsync("remy");
        await rita.Locator("#remark").FocusAsync();

        (await demo.Process.Remy.PostAsync($"/api/proposals/{proposal.Text("id")}/comments", new { commentId = "m1", text = "They sent a photo." })).Must(200);
        await Expect(rita.Locator(".remarks")).ToContainTextAsync("They sent a photo.");

        await Expect(rita.Locator("#remark")).ToHaveValueAsync("Ask them for the ");
        await Expect(rita.Locator("#to")).ToHaveValueAsync("remy");
        await Expect(rita.Locator("#remark")).ToBeFocusedAsync();
        await rita.Keyboard.TypeAsync("invoice.");
        await rita.GetByRole(AriaRole.Button, new() { Name = "Leave the remark" }).ClickAsync();
        await Expect(rita.Locator(".remarks")).ToContainTextAsync("Ask them for the invoice.");
        await Expect(rita.Locator("#remark")).ToHaveCountAsync(0);
    }
}
