using System.Globalization;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Somebody watches a run while a model takes its time.</summary>
public sealed class WatchJourneys(Browser browser)
{
    [Fact]
    public async Task While_something_is_at_work_its_meter_goes_with_the_clock_on_the_wall_and_on_the_run_s_page()
    {
        using var folder = new TempFolder();
        await using var model = await FakeOpenAI.StartAsync();
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).Agent("clerk", []);
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        var go = new TaskCompletionSource();
        var run = await console.Sam.StartRunAsync("clerk", model.On("takes its time", Reply.Hangs(go.Task, Reply.Says("ok"))));
        await using var context = await browser.OpenAsync(console.Address);
        var sam = await context.SignInOnceAsync(console, "sam");
        foreach (var path in new[] { "/runs", $"/runs/{run}" })
        {
            await sam.GotoAsync(path);
            var meter = sam.Locator(".meter[aria-label='time at work']");
            await Expect(meter).ToHaveAttributeAsync("data-since", new System.Text.RegularExpressions.Regex("."));
            var before = await SecondsAsync(meter);
            await Until.TrueAsync(async () => await SecondsAsync(meter) >= before + 2, () => "it stands still");
            await Expect(meter).ToHaveAttributeAsync("aria-valuetext", new System.Text.RegularExpressions.Regex(@"^\d+(\.\d)?/90 s$"));
        }

        go.SetResult();
        await console.Sam.UntilAsync(run, "Completed");
        var ended = sam.Locator(".meter[aria-label='time at work']");
        await Expect(ended).Not.ToHaveAttributeAsync("data-since", new System.Text.RegularExpressions.Regex("."));
        Assert.InRange(await SecondsAsync(ended), 2, 90);
    }

    [Fact]
    public async Task A_run_at_work_is_followed_to_its_end_until_somebody_scrolls_up_and_again_when_they_say_so()
    {
        await using var desk = await Desk.OpenAsync();
        var (model, console) = (desk.Model, desk.Console);
        var (goesOn, ends) = (new TaskCompletionSource(), new TaskCompletionSource());
        Reply Looks(int turn) => Reply.SaysAndCalls($"look {turn}", ("look", $$"""{"text":"{{turn}}"}"""));
        var run = await console.Sam.StartRunAsync("clerk", model.On("goes on and on", a => a.Turn switch
        {
            < 4 => Looks(a.Turn),
            4 => Reply.Hangs(goesOn.Task, Looks(4)),
            _ => Reply.Hangs(ends.Task, Reply.Says("done")),
        }));
        await using var context = await browser.OpenAsync(console.Address, height: 420);
        var sam = await context.SignInOnceAsync(console, "sam");
        await sam.GotoAsync($"/runs/{run}");
        var (follow, steps) = (sam.Locator("[data-follows]"), sam.Locator("ol.timeline > li"));
        await Expect(steps).ToHaveCountAsync(5);
        await Expect(steps.Last).ToBeInViewportAsync();

        await sam.Mouse.MoveAsync(600, 200);
        await sam.Mouse.WheelAsync(0, -5000);
        await Expect(follow).ToHaveAttributeAsync("aria-pressed", "false");
        goesOn.SetResult();
        await Expect(steps).ToHaveCountAsync(6);
        Assert.Equal(0, await sam.EvaluateAsync<double>("scrollY"));

        await follow.ClickAsync();
        await Expect(follow).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(steps.Last).ToBeInViewportAsync();
        ends.SetResult();
        await Expect(follow).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_link_to_a_call_opens_it_in_sight()
    {
        await using var desk = await Desk.OpenAsync();
        var (model, console) = (desk.Model, desk.Console);
        var run = await console.Sam.StartRunAsync("clerk", model.On("looks", a => a.Turn < 6 ? Reply.Calls(("look", $$"""{"text":"{{a.Turn}}"}""")) : Reply.Says("done")));
        await console.Sam.UntilAsync(run, "Completed");
        await using var context = await browser.OpenAsync(console.Address, height: 420);
        var sam = await context.SignInOnceAsync(console, "sam");
        var call = sam.Locator($"[id='{run}.5.1']");
        await sam.GotoAsync($"/runs/{run}#{run}.5.1");
        await Expect(sam.Locator("fieldset.until-it-hears:not([disabled])").First).ToBeAttachedAsync();
        await Expect(call.Locator("details")).ToHaveAttributeAsync("open", "");
        await Expect(call.Locator("summary")).ToBeInViewportAsync();
        await Expect(call.Locator("dl")).ToContainTextAsync("Shape: passed");
        Assert.Equal($"/runs/{run}#{run}.5.1", await call.Locator(".link a").GetAttributeAsync("href"));
        await call.Locator("summary").ClickAsync();
        await Expect(call.Locator("details")).Not.ToHaveAttributeAsync("open", ""); // it stays as whoever looks at it has it
    }

    private static async Task<double> SecondsAsync(ILocator meter) => double.Parse((await meter.Locator(".words").InnerTextAsync()).Split('/')[0], CultureInfo.InvariantCulture);

    /// <summary>A console whose clerk may look at things.</summary>
    private sealed record Desk(TempFolder Folder, FakeOpenAI Model, ToolServer Tools, ConsoleProcess Console) : IAsyncDisposable
    {
        public static async Task<Desk> OpenAsync()
        {
            var folder = new TempFolder();
            var (model, tools) = (await FakeOpenAI.StartAsync(), await ToolServer.StartAsync(TestTools.Echo("look")));
            var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("clerk", ["box.*"]).Tool("box.look", "ReadOnly");
            return new(folder, model, tools, await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken));
        }

        public async ValueTask DisposeAsync()
        {
            await Console.DisposeAsync();
            await Tools.DisposeAsync();
            await Model.DisposeAsync();
            Folder.Dispose();
        }
    }
}
