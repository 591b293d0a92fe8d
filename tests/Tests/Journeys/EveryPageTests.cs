using System.Collections.Concurrent;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Wire;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>What holds on every page, in both themes.</summary>
public sealed class EveryPageTests(Browser browser)
{
    public static TheoryData<ColorScheme> Themes => [ColorScheme.Light, ColorScheme.Dark];

    private static readonly string[] Tabs = [.. new[] { "checks", "who-may", "undo", "history", "what-if", "definition" }.Select(tab => $"/tools/desk.refund_order?tab={tab}")];

    [Theory, MemberData(nameof(Themes))]
    public async Task Nothing_hinders_people_nothing_is_asked_of_another_origin_and_nothing_fails(ColorScheme theme)
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address, scheme: theme);
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

        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await CheckAsync(page, faults);
        await page.GetByRole(AriaRole.Button, new() { Name = "ada" }).ClickAsync();
        var run = (await demo.Process.Rita.GetAsync("/api/runs")).Must(200).GetProperty("items")[0].Text("id");
        foreach (var path in (string[])["/", "/runs", $"/runs/{run}", "/runs/new", "/tools", "/tools/desk.refund_order", "/stops", "/budgets", .. Tabs, "/audit"])
        {
            await page.GotoAsync(path);
            await Assertions.Expect(page.Locator("main h1, main h2").First).ToBeVisibleAsync();
            await CheckAsync(page, faults);
        }

        Assert.Empty(faults);

        // The check can fail: a script that is not ours does not run, and is noticed.
        await page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s); }");
        Assert.False(await page.EvaluateAsync<bool>("() => window.ran === true"));
        await CheckAsync(page, faults);
        Assert.Contains(faults, f => f.Contains("against the policy: script-src", StringComparison.Ordinal));
    }

    private static async Task CheckAsync(IPage page, ConcurrentBag<string> faults)
    {
        foreach (var violation in await page.EvaluateAsync<string[]>("() => window.against")) faults.Add($"{page.Url}: against the policy: {violation}");
        await Axe.CheckAsync(page, faults);
    }
}
