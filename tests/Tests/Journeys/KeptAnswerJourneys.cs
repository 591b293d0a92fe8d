using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>The line breaks between the key and the answer: the browser keeps the answer, says so, and sends it again; it counts once.</summary>
public sealed class KeptAnswerJourneys(Browser browser)
{
    private const string Refund = "#W881";

    [Fact]
    public async Task A_press_that_was_lost_on_its_way_is_sent_again_after_the_reconnect()
    {
        await using var scene = await Scene.OpenAsync(browser);
        scene.Line.LosesUp = true;
        await scene.Page.Keyboard.PressAsync("a");
        await SaysUnknownAsync(scene.Page);
        Assert.Equal("Pending", await scene.StatusAsync());

        await scene.Line.CutAsync();

        await Expect(scene.Page.Locator(".kept.said")).ToContainTextAsync("recorded, once");
        await scene.RefundedOnceAsync();
    }

    [Fact]
    public async Task An_answer_that_was_lost_on_its_way_back_is_no_second_decision()
    {
        await using var scene = await Scene.OpenAsync(browser);
        scene.Line.LosesDown = true;
        await scene.Page.Keyboard.PressAsync("a");
        await SaysUnknownAsync(scene.Page);
        await scene.Demo.Process.Rita.UntilAsync(scene.Proposal.Text("runId"), "Completed");

        await scene.Line.CutAsync();

        await scene.RefundedOnceAsync();
    }

    [Fact]
    public async Task A_page_that_is_loaded_anew_sends_what_the_old_one_kept()
    {
        await using var scene = await Scene.OpenAsync(browser);
        scene.Line.LosesUp = true;
        await scene.Page.Keyboard.PressAsync("a");
        await SaysUnknownAsync(scene.Page);

        await scene.Line.CutAsync();
        await scene.Page.ReloadAsync();

        await scene.RefundedOnceAsync();
    }

    [Fact]
    public async Task What_one_person_pressed_is_not_sent_for_another_in_the_same_tab()
    {
        await using var scene = await Scene.OpenAsync(browser);
        scene.Line.LosesUp = true;
        await scene.Page.Keyboard.PressAsync("a");
        await SaysUnknownAsync(scene.Page);

        scene.Line.LosesUp = false;
        await scene.Page.GotoAsync("/sign-in");
        await scene.Page.GetByRole(AriaRole.Button, new() { Name = "remy" }).First.ClickAsync();
        await Expect(scene.Page.Locator("[data-sends-again=true][data-person=remy]")).ToBeAttachedAsync();
        await Expect(scene.Page.Locator("[data-key=a]")).ToBeEnabledAsync();

        Assert.Equal("Pending", await scene.StatusAsync());
    }

    [Fact]
    public async Task A_page_that_broke_is_loaded_anew_and_sends_what_it_kept()
    {
        await using var scene = await Scene.OpenAsync(browser);
        scene.Line.LosesUp = true;
        await scene.Page.Keyboard.PressAsync("a");
        await SaysUnknownAsync(scene.Page);

        scene.Line.Break();
        await Expect(scene.Page.Locator("#blazor-error-ui")).ToBeVisibleAsync();
        scene.Line.LosesUp = false;

        await scene.RefundedOnceAsync();
    }

    [Fact]
    public async Task Whoever_presses_on_a_page_that_broke_has_sent_nothing()
    {
        await using var scene = await Scene.OpenAsync(browser);
        scene.Line.Break();
        await Expect(scene.Page.Locator("#blazor-error-ui")).ToBeVisibleAsync();

        await scene.Page.Keyboard.PressAsync("a");

        await Expect(scene.Page.Locator("#blazor-error-ui.nudged")).ToBeVisibleAsync();
        Assert.Equal(0, await scene.Page.EvaluateAsync<int>("sessionStorage.length"));
        Assert.Equal("Pending", await scene.StatusAsync());
    }

    [Fact]
    public async Task A_card_can_be_approved_though_what_it_asked_the_browser_was_never_answered()
    {
        await using var scene = await Scene.OpenAsync(browser, new() { LosesDownWith = "domWrapper.focus" });
        await scene.Page.Keyboard.PressAsync("a");

        await scene.RefundedOnceAsync();
    }

    private static async Task SaysUnknownAsync(IPage page)
    {
        await Expect(page.Locator("html[data-answer=unknown]")).ToBeAttachedAsync();
        await Expect(page.Locator(".kept.unknown")).ToBeVisibleAsync();
    }

    private sealed class Scene(DemoConsole demo, IBrowserContext context, Line line, IPage page, JsonElement proposal) : IAsyncDisposable
    {
        public DemoConsole Demo => demo;

        public Line Line => line;

        public IPage Page => page;

        public JsonElement Proposal => proposal;

        public static async Task<Scene> OpenAsync(Browser browser, Line? held = null)
        {
            var demo = await DemoConsole.StartAsync();
            var proposal = await demo.ProposalOfTicketAsync("T-1001");
            var context = await browser.OpenAsync(demo.Process.Address);
            var line = held ?? new Line();
            await line.HoldAsync(context);
            var page = await DemoConsole.SignInAsync(context, "rita");
            await DemoConsole.OpenProposalAsync(page, Refund);
            return new(demo, context, line, page, proposal);
        }

        public async Task<string> StatusAsync() => (await demo.Process.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).Text("status");

        /// <summary>It happened, once, and the browser keeps nothing any more.</summary>
        public async Task RefundedOnceAsync()
        {
            await Expect(page.Locator("html[data-answer=known]")).ToBeAttachedAsync(new() { Timeout = 20_000 });
            await Until.TrueAsync(async () => await page.EvaluateAsync<int>("sessionStorage.length") == 0, () => "the browser still keeps the answer");
            var run = await demo.Process.Rita.UntilAsync(proposal.Text("runId"), "Completed");
            Assert.Equal([120m], demo.RefundsOf(Refund));
            var events = (await demo.Process.Rita.GetAsync($"/api/runs/{run.Text("id")}/events?take=200")).Must(200).GetProperty("items").EnumerateArray();
            Assert.Single(events, e => e.Text("type").StartsWith("proposal.approved", StringComparison.Ordinal));
        }

        public async ValueTask DisposeAsync()
        {
            await context.DisposeAsync();
            await demo.DisposeAsync();
        }
    }
}
