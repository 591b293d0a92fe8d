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
        var run = (await demo.Process.Sam.GetAsync("/api/runs?take=200")).Must(200).GetProperty("items").EnumerateArray().Single(r => r.Text("input").Contains("T-1001", StringComparison.Ordinal));
        await sam.GotoAsync($"/runs/{run.Text("id")}");
        await Assertions.Expect(sam.Locator("main")).ToContainTextAsync("refund_order");
        await HearsAsync(sam);
        await sam.ScreenshotAsync(new() { Path = Path.Combine(Folder, "run.png") });
    }

    /// <summary>A pipeline's run that waits for a person.</summary>
    [Fact(Explicit = true)]
    public async Task Of_a_flow()
    {
        await using var demo = await DemoConsole.StartAsync();
        var run = (await demo.Process.Sam.PostAsync("/api/runs", """
            {"agent":"invoice-intake","input":"{\"ticket_id\":\"T-1011\",\"text\":\"Invoice INV-9 for order #W881: 99.00 USD\"}","onBehalfOf":{"subject":"ana.ruiz","permissions":["*"],"attributes":{"customer_id":"77"}}}
            """)).Must(201).Text("id");
        await demo.Process.Rita.ProposalOfAsync(run);
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var sam = await DemoConsole.SignInAsync(context, "sam");
        await sam.GotoAsync($"/runs/{run}");
        await Assertions.Expect(sam.Locator("[data-node=which] > .box")).ToContainTextAsync("waits for a person");
        await HearsAsync(sam);
        await sam.Locator("section.flow").ScreenshotAsync(new() { Path = Path.Combine(Folder, "flow.png") });
    }

    /// <summary>What was drawn before is drawn once more then, under the camera.</summary>
    private static Task HearsAsync(IPage page) => Assertions.Expect(page.Locator("fieldset.until-it-hears:not([disabled])").First).ToBeAttachedAsync();

    /// <summary>A reviewer's first minute.</summary>
    [Fact(Explicit = true)]
    public async Task Of_a_walk_through_one_refund()
    {
        var film = new Film(1366, 768);
        await using var demo = await DemoConsole.StartAsync();
        var proposal = await demo.ProposalOfTicketAsync("T-1001");
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var rita = await DemoConsole.SignInAsync(context, "rita");
        await DemoConsole.OpenProposalAsync(rita, "#W881");
        await ShowAsync(film, rita, "An agent wants to refund: the sentence first, then who asked, and each value with where it was seen.");

        await rita.Locator(".arguments button").First.ClickAsync();
        await ShowAsync(film, rita, "A value leads to its source, byte for byte.");

        await rita.Locator("[data-key=e]").ClickAsync();
        await rita.Locator("#edit-amount").FillAsync("100");
        await Assertions.Expect(rita.GetByText("Kept as your draft.")).ToBeVisibleAsync();
        await ShowAsync(film, rita, "Edited values pass all three layers again, and the draft is kept.");

        await rita.GetByRole(AriaRole.Button, new() { Name = "Approve edited" }).ClickAsync();
        await Assertions.Expect(rita.Locator(".answered")).ToContainTextAsync("Done");
        await ShowAsync(film, rita, "Approved: it went out once. The next one is up already.");

        await rita.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(rita.Locator("#palette")).ToBeVisibleAsync();
        await ShowAsync(film, rita, "Everything on a page by a few letters.");
        await rita.Keyboard.PressAsync("Escape");

        await rita.GotoAsync($"/runs/{proposal.GetProperty("runId").GetString()}");
        await Assertions.Expect(rita.Locator("main")).ToContainTextAsync("100.00 USD was refunded");
        await ShowAsync(film, rita, "The run, step by step, with what each call was checked for and what it cost.");
        await File.WriteAllTextAsync(Path.Combine(Folder, "walk.svg"), film.ToSvg(), TestContext.Current.CancellationToken);
    }

    private static async Task ShowAsync(Film film, IPage page, string words)
    {
        await page.WaitForTimeoutAsync(500); // what fades in has done so
        film.Add(await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg, Quality = 70 }), words);
    }
}
