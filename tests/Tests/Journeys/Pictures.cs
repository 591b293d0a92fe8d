using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Makes the README's pictures from the real demo: <c>dotnet run --project tests/Tests -- -class '*Pictures' -explicit only</c>.</summary>
public sealed class Pictures(Browser browser)
{
    private static readonly string Folder = Path.Combine(Built.Root, "docs", "images");

    [Fact(Explicit = true)]
    public async Task Of_the_inbox_and_of_a_run()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var reviewers = await browser.OpenAsync(demo.Process.Address);
        var rita = await DemoConsole.SignInAsync(reviewers, "rita");
        await DemoConsole.OpenProposalAsync(rita, "#W881");
        await rita.ScreenshotAsync(new() { Path = Path.Combine(Folder, "inbox.png") });

        await using var watchers = await browser.OpenAsync(demo.Process.Address, scheme: ColorScheme.Dark);
        var sam = await DemoConsole.SignInAsync(watchers, "sam");
        await sam.GotoAsync("/runs");
        await sam.GetByText("ana.ruiz").First.ClickAsync();
        await Assertions.Expect(sam.Locator("main")).ToContainTextAsync("refund_order");
        await sam.ScreenshotAsync(new() { Path = Path.Combine(Folder, "run.png") });
    }
}
