using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using ModelContextProtocol;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>A call of which nobody knows if it happened: it waits in the inbox, one person takes it on, and says what they found.</summary>
public sealed class UnknownJourneys(Browser browser)
{
    [Fact]
    public async Task What_nobody_knows_waits_in_the_inbox_until_somebody_takes_it_on_and_says_what_they_found()
    {
        await using var bank = await Bank.OpenAsync(() => throw new McpProtocolException("broken inside", McpErrorCode.InternalError));
        await bank.ProposeAsync(1);
        var run = bank.Runs.Single();
        (await bank.Console.Rita.ApproveAsync(await bank.Console.Rita.ProposalOfAsync(run))).Must(200);
        await bank.Console.Rita.UntilAsync(run, "OutcomeUnknown");
        await using var ritas = await browser.OpenAsync(bank.Console.Address);
        await using var remys = await browser.OpenAsync(bank.Console.Address);
        var (rita, remy) = (await ritas.SignInOnceAsync(bank.Console, "rita"), await remys.SignInOnceAsync(bank.Console, "remy"));
        await remy.GotoAsync("/inbox");
        await DemoConsole.AnswersAsync(remy);
        await Expect(remy.Locator("a.unknown")).ToContainTextAsync("nobody has taken it on: say what became of it");
        await Expect(remy.Locator("a.unknown")).ToContainTextAsync("Outcome unknown: Pay 1,001.00 EUR from AC-4711, INV-2026-0001");
        await Expect(remy.Locator("a.unknown")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"for \S+ · clerk"));
        await Expect(remy.Locator("a.unknown .due")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^due in 23 h 59 min$"));

        // The lane leads to the very call; nothing is said without a word of what was found.
        await rita.GotoAsync("/inbox");
        await DemoConsole.AnswersAsync(rita);
        await rita.Locator("a.unknown").ClickAsync();
        await Expect(rita.Locator(".settle")).ToContainTextAsync("Nobody knows if this happened.");
        await Expect(rita.Locator(".settle")).ToBeInViewportAsync();
        await Expect(rita.Locator(".settle")).ToContainTextAsync("Nobody has taken it on yet.");
        await Expect(Button(rita, "I find out")).ToBeEnabledAsync();
        await Expect(Button(rita, "It happened")).ToBeDisabledAsync();

        await Button(rita, "I find out").ClickAsync();
        await Expect(rita.Locator(".settle")).ToContainTextAsync("rita finds out.");
        await Expect(remy.Locator("a.unknown")).ToContainTextAsync("rita finds out");

        await rita.Locator(".settle input").FillAsync("It is on the account's statement.");
        await Expect(Button(rita, "It did not happen")).ToBeDisabledAsync(); // she let it go
        await Expect(rita.Locator(".settle")).ToContainTextAsync("You approved it: that it did not happen is a colleague's to say.");
        await Button(rita, "It happened").ClickAsync();
        await bank.Console.Rita.UntilAsync(run, "Completed");
        await Expect(rita.Locator(".settle")).ToHaveCountAsync(0);
        await Expect(remy.Locator("a.unknown")).ToHaveCountAsync(0);
        Assert.Single(bank.Tools.Calls);
    }

    private static ILocator Button(IPage page, string name) => page.Locator(".settle").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
