using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Wire;
using ApprovalConsole.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>What holds on every page, in both themes.</summary>
public sealed class EveryPageTests(Browser browser)
{
    private const string Run = "/runs/{Id}";

    /// <summary>A way to each page, by its route, for somebody who may see it.</summary>
    private static readonly Dictionary<string, (string Person, string Path)> Pages = new()
    {
        ["/"] = ("ada", "/"), ["/inbox/{Id?}"] = ("ada", "/inbox"), ["/runs"] = ("ada", "/runs"), [Run] = ("ada", Run), ["/tools"] = ("ada", "/tools"), ["/tools/{Id}"] = ("ada", "/tools/desk.refund_order"),
        ["/agents"] = ("ada", "/agents"), ["/agents/{Name}"] = ("ada", "/agents/desk"), ["/models/{Name}"] = ("ada", "/models/scripted"), ["/pipelines"] = ("ada", "/pipelines"), ["/stops"] = ("ada", "/stops"), ["/budgets"] = ("ada", "/budgets"), ["/budgets/{Name}"] = ("ada", "/budgets/agent:desk:month"), ["/insights"] = ("ada", "/insights"), ["/audit"] = ("ada", "/audit"), ["/people"] = ("ada", "/people"), ["/deliveries"] = ("ada", "/deliveries"), ["/access-denied"] = ("ada", "/access-denied"),
        ["/runs/new"] = ("sam", "/runs/new"), ["/sign-in"] = ("sam", "/sign-in"), ["/not-found"] = ("sam", "/not-found"), ["/error"] = ("sam", "/error"),
    };

    private static readonly string[] Tabs = [.. new[] { "checks", "who-may", "undo", "history", "what-if", "definition", "propose" }.Select(tab => $"/tools/desk.refund_order?tab={tab}"), "/agents/desk?tab=what-if", "/agents/desk?tab=history", "/agents/mcp", "/models/scripted?tab=what-if", "/budgets/agent:desk:month?tab=what-if", "/budgets/agent:desk:month?tab=history"];

    [Fact]
    public async Task Nothing_hinders_people_nothing_is_asked_of_another_origin_and_nothing_fails()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var faults = new ConcurrentBag<string>();
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(demo.Process.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                faults.Add($"asked of another origin: {request.Url}");
        };
        context.Console += (_, message) =>
        {
            if (message.Type == "error") faults.Add($"in the browser's console: {message.Text}");
        };

        context.Response += (_, response) =>
        {
            try
            {
                HeaderTests.MustBeSafe(response.Headers);
            }
            catch (Exception e)
            {
                faults.Add($"without its headers: {response.Url}: {e.Message}");
            }
        };
        await context.AddInitScriptAsync("window.against = []; document.addEventListener('securitypolicyviolation', e => window.against.push(`${e.violatedDirective} ${e.blockedURI}`));");

        await ChangeAgentAsync(demo);
        var page = await context.NewPageAsync();
        var (theme, other) = (ColorScheme.Light, ColorScheme.Dark);
        var runs = (await demo.Process.Rita.GetAsync("/api/runs?take=200")).Must(200).GetProperty("items").EnumerateArray().ToList();
        var (run, flow) = (runs.First(r => r.Text("agent") == "desk").Text("id"), runs.First(r => r.Text("kind") == "pipeline").Text("id"));
        foreach (var person in Pages.Values.Select(p => p.Person).Distinct())
        {
            await page.GotoAsync("/sign-in");
            await page.GetByRole(AriaRole.Button, new() { Name = person }).ClickAsync();
            await Assertions.Expect(page.Locator(".bar .person")).ToContainTextAsync(person);
            foreach (var path in Pages.Values.Where(p => p.Person == person).Select(p => p.Path).Concat(person == "ada" ? Tabs.Append($"/runs/{flow}") : []))
            {
                await page.GotoAsync(path == Run ? $"/runs/{run}" : path);
                await Assertions.Expect(page.Locator("main h1, main h2").First).ToBeVisibleAsync();
                await CheckAsync(page, theme, faults);
                await TurnAsync(page, other);
                await CheckAsync(page, other, faults);
                await Reflow.CheckAsync(page, faults);
                (theme, other) = (other, theme); // the next page is loaded in it: both themes are seen from the first paint on, and by a change
            }
        }

        Assert.True(faults.IsEmpty, string.Join('\n', faults.Order()));

        // The check can fail: a script that is not ours does not run, and is noticed.
        await page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s); }");
        Assert.False(await page.EvaluateAsync<bool>("() => window.ran === true"));
        await CheckAsync(page, theme, faults);
        Assert.Contains(faults, f => f.Contains("against the policy: script-src", StringComparison.Ordinal));

        // Nor does what is too wide escape it.
        await page.EvaluateAsync("() => { const b = document.createElement('button'); b.textContent = 'x'.repeat(100); b.className = 'wide'; document.querySelector('main').append(b); }");
        await Reflow.CheckAsync(page, faults);
        Assert.Contains(faults, f => f.Contains("at 320 px: scrolls aside", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("out of reach: button.wide", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_page_is_among_them() =>
        Assert.Equal(typeof(App).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).Order(), Pages.Keys.Order());

    /// <summary>A version is laid down over the settings: its marks stand on the pages of agents.</summary>
    private static async Task ChangeAgentAsync(DemoConsole demo)
    {
        var agent = JsonNode.Parse((await demo.Process.Ada.GetAsync("/api/agents/desk")).Must(200).GetProperty("value").GetRawText())!;
        agent["description"] = "Works on tickets.";
        (await demo.Process.Ada.PutAsync("/api/agents/desk", agent.ToJsonString(), ("If-Match", "\"0\""))).Must(200);
    }

    private static async Task TurnAsync(IPage page, ColorScheme theme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = theme });
        await ShowsAsync(page, theme);
        await page.EvaluateAsync("() => Promise.all(document.getAnimations().filter(a => a.effect?.getComputedTiming().endTime !== Infinity).map(a => a.finished.catch(() => null)))"); // a color on its way is neither
    }

    private static Task ShowsAsync(IPage page, ColorScheme theme) => Assertions.Expect(page.Locator($"html[data-theme={(theme == ColorScheme.Dark ? "dark" : "light")}]")).ToBeAttachedAsync();

    private static async Task CheckAsync(IPage page, ColorScheme theme, ConcurrentBag<string> faults)
    {
        await ShowsAsync(page, theme);
        foreach (var violation in await page.EvaluateAsync<string[]>("() => window.against")) faults.Add($"{page.Url}: against the policy: {violation}");
        await Axe.CheckAsync(page, faults, $"{page.Url}, {theme}");
    }
}
