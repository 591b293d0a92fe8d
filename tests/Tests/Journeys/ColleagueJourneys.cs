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
}
