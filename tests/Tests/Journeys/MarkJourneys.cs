using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>A reviewer sees where what they decide on was asked for, and what is unusual about it.</summary>
public sealed class MarkJourneys(Browser browser)
{
    [Fact]
    public async Task What_was_asked_is_marked_in_the_quote_and_a_first_recipient_is_named_once()
    {
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(1);
        await using var context = await browser.OpenAsync(bank.Console.Address);
        var rita = await context.SignInOnceAsync(bank.Console, "rita");
        await rita.GotoAsync("/inbox");
        await DemoConsole.AnswersAsync(rita);
        await Expect(rita.Locator(".asked mark")).ToHaveTextAsync(["1001", "AC-4711", "INV-2026-0001"]);
        await Expect(rita.Locator(".marks li")).ToHaveTextAsync(["⚑ first time to this recipient (account)"]);
        var (quote, mark) = (await ColourAsync(rita, ".asked .words"), await ColourAsync(rita, ".asked mark"));
        Assert.NotEqual(quote, mark);

        (await bank.Console.Remy.ApproveAsync(await bank.Console.Remy.ProposalOfAsync(bank.Runs.Single()))).Must(200);
        await bank.Console.Rita.UntilAsync(bank.Runs.Single(), "Completed");
        await bank.ProposeAsync(1);
        await rita.GotoAsync($"/inbox/{(await bank.Console.Rita.ProposalOfAsync(bank.Runs.Last())).Text("id")}");
        await Expect(rita.Locator(".asked mark").First).ToHaveTextAsync("1002");
        await Expect(rita.Locator(".marks")).ToBeHiddenAsync();
    }

    /// <summary>For looking at: <c>dotnet run --project tests/Tests -- -method '*MarkJourneys.Pictures*' -explicit only</c>, into the folder that <c>PICTURES</c> names.</summary>
    [Fact(Explicit = true)]
    public async Task Pictures_of_what_is_marked()
    {
        var folder = Environment.GetEnvironmentVariable("PICTURES") ?? System.IO.Path.GetTempPath();
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(1);
        foreach (var (scheme, width, height) in new[] { (ColorScheme.Light, 1366, 768), (ColorScheme.Dark, 1366, 768), (ColorScheme.Light, 390, 844), (ColorScheme.Dark, 390, 844) })
        {
            await using var context = await browser.OpenAsync(bank.Console.Address, width, height, scheme);
            var rita = await context.SignInOnceAsync(bank.Console, "rita");
            await rita.GotoAsync($"/inbox/{(await bank.Console.Rita.ProposalOfAsync(bank.Runs.Single())).Text("id")}");
            await Expect(rita.Locator(".marks li")).ToBeVisibleAsync();
            await rita.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, $"marks-{scheme}-{width}.png") });
        }
    }

    private static Task<string> ColourAsync(IPage page, string path) => page.EvaluateAsync<string>($"getComputedStyle(document.querySelector('{path}')).backgroundColor");
}
