using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Security;

/// <summary>People of a tenant in a real browser: signing in and out, and what happens to who may not any more.</summary>
public sealed class EntraJourneys(RestlessHouse house, Browser browser) : IClassFixture<RestlessHouse>
{
    [Fact]
    public async Task A_reviewer_signs_in_by_code_with_PKCE_and_decides_as_tid_and_oid()
    {
        var console = house.Console;
        await using var context = await browser.OpenAsync(console.Process.Address);
        var (page, proposal) = await OpenAsync(console, context, "write");
        await page.Keyboard.PressAsync("a");
        await DecidedAsync(console, proposal);

        var asked = console.Entra.Asked.Last();
        Assert.Equal(("code", "S256"), (asked["response_type"], asked["code_challenge_method"]));
        var decided = (await console.With(console.Entra.AccessToken("remy")).GetAsync($"/api/proposals/{proposal}")).Must(200);
        Assert.Equal("page", decided.GetProperty("decision").Text("channel"));
        Assert.Contains(console.Entra.SubjectOf("rita"), (await console.With(console.Entra.AccessToken("remy")).GetAsync($"/api/runs/{decided.Text("runId")}/events")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("role removed")]
    [InlineData("blocked here")]
    public async Task Who_may_not_any_more_is_out_without_pressing_anything(string why)
    {
        var (console, name) = (house.Console, why.Replace(' ', '-'));
        console.Entra.Add(name, "Reviewer");
        await using var context = await browser.OpenAsync(console.Process.Address);
        var (page, proposal) = await OpenAsync(console, context, "write", name);
        var person = console.Entra.People[name];
        if (why == "blocked here")
            (await console.With(console.Entra.AccessToken("ada")).PostAsync("/api/people/block", new { subject = console.Entra.SubjectOf(name), reason = "left the house" })).Must(200);
        else console.Entra.People[name] = why == "disabled" ? person with { IsEnabled = false } : person with { Roles = ["Support"] };

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pick an account" })).ToBeVisibleAsync(new() { Timeout = 30_000 }); // the cookie is worth nothing
        var left = (await console.With(console.Entra.AccessToken("remy")).GetAsync($"/api/proposals/{proposal}")).Must(200);
        Assert.Equal("Pending", left.Text("status"));
    }

    [Fact]
    public async Task While_the_provider_does_not_answer_nothing_is_decided_and_then_it_is()
    {
        var console = house.Console;
        await using var context = await browser.OpenAsync(console.Process.Address);
        var (page, proposal) = await OpenAsync(console, context, "write");
        try
        {
            console.Entra.Answers = false;
            await page.WaitForTimeoutAsync(5500); // longer than a confirmation is good for
            await page.Keyboard.PressAsync("a");
            await Expect(page.Locator("main")).ToContainTextAsync("Nothing was recorded");
            Assert.Equal("Pending", (await console.With(console.Entra.AccessToken("remy")).GetAsync($"/api/proposals/{proposal}")).Must(200).Text("status"));
        }
        finally
        {
            console.Entra.Answers = true;
        }

        await page.Keyboard.PressAsync("a");
        await DecidedAsync(console, proposal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("c1")]
    public async Task A_critical_call_needs_a_sign_in_of_the_last_minutes(string? authenticationContext)
    {
        await using var console = await EntraConsole.StartAsync(signIn: new JsonObject { ["StepUpContext"] = authenticationContext });
        console.Entra.People["rita"] = console.Entra.People["rita"] with { Ago = TimeSpan.FromMinutes(-6) };
        await using var context = await browser.OpenAsync(console.Process.Address);
        var (page, proposal) = await OpenAsync(console, context, "wipe");
        await page.WaitForTimeoutAsync(3500); // a critical card is read for longer
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("main")).ToContainTextAsync("sign in again");
        Assert.Equal(0, await ApprovalsAsync(console, proposal));

        console.Entra.People["rita"] = console.Entra.People["rita"] with { Ago = TimeSpan.Zero };
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in again, then decide" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "rita", Exact = true }).ClickAsync();
        var asked = console.Entra.Asked.Last();
        Assert.Equal(("login", "300"), (asked["prompt"], asked["max_age"]));
        Assert.Equal(authenticationContext is not null, asked.TryGetValue("claims", out var claims) && claims.Contains("\"c1\"", StringComparison.Ordinal));
        await RetypeAsync(page);
        await page.WaitForTimeoutAsync(5000);
        await page.Keyboard.PressAsync("a");
        await Until.TrueAsync(async () => await ApprovalsAsync(console, proposal) == 1, () => "the approval was not taken");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_provider_and_the_old_cookie_is_dead()
    {
        var console = house.Console;
        await using var context = await browser.OpenAsync(console.Process.Address);
        var page = await EntraConsole.SignInAsync(context, "rita", "/runs");
        var cookies = string.Join("; ", (await context.CookiesAsync([console.Process.Address.ToString()])).Select(c => $"{c.Name}={c.Value}"));
        using var thief = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = console.Process.Address };
        using var before = new HttpRequestMessage(HttpMethod.Get, "/api/runs") { Headers = { { "Cookie", cookies } } };
        using var open = await thief.SendAsync(before, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)open.StatusCode);

        await SignOutAsync(page);

        Assert.Equal(1, console.Entra.SignOuts);
        using var after = new HttpRequestMessage(HttpMethod.Get, "/api/runs") { Headers = { { "Cookie", cookies } } };
        using var shut = await thief.SendAsync(after, TestContext.Current.CancellationToken);
        Assert.Equal(401, (int)shut.StatusCode);
    }

    [Fact]
    public async Task With_another_issuer_people_sign_in_the_same_way()
    {
        await using var console = await EntraConsole.StartAsync("Oidc");
        console.Entra.Add("rita", "approvers");
        await using var context = await browser.OpenAsync(console.Process.Address);
        var page = await EntraConsole.SignInAsync(context, "rita", "/inbox");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("not for your role");
        await SignOutAsync(page);
        Assert.Equal(1, console.Entra.SignOuts);
    }

    private static async Task SignOutAsync(IPage page)
    {
        await Expect(page.Locator("fieldset.until-it-hears:not([disabled])")).ToBeAttachedAsync(); // what is opened before that is drawn anew, shut
        await page.Locator(".bar .person").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    /// <summary>Not by what the page shows: it is at the next that waits by then.</summary>
    private static Task DecidedAsync(EntraConsole console, string proposal) => Until.TrueAsync(
        async () => (await console.With(console.Entra.AccessToken("remy")).GetAsync($"/api/proposals/{proposal}")).Must(200).Text("status") != "Pending", () => "the approval was not taken");

    private static async Task<int> ApprovalsAsync(EntraConsole console, string proposal) =>
        (await console.With(console.Entra.AccessToken("remy")).GetAsync($"/api/proposals/{proposal}")).Must(200).GetProperty("approvals").GetProperty("count").GetInt32();

    private static async Task<(IPage Page, string Proposal)> OpenAsync(EntraConsole console, IBrowserContext context, string tool, string person = "rita")
    {
        var proposal = (await console.ProposalAsync(tool)).Text("id");
        var page = await EntraConsole.SignInAsync(context, person, $"/inbox/{proposal}");
        if (tool == "wipe") await RetypeAsync(page);
        await DemoConsole.ReadsAsync(page, "a");
        return (page, proposal);
    }

    /// <summary>A critical value is typed again, and again until the page has taken it; then keys go to the page, not into the box.</summary>
    private static async Task RetypeAsync(IPage page)
    {
        using var patience = Patience.Begin();
        while (!await page.Locator("[data-key=a]").IsEnabledAsync())
        {
            await page.Locator("#reenter").FillAsync("");
            await page.Locator("#reenter").PressSequentiallyAsync("hello");
            await Task.Delay(500, patience.Token);
        }

        await page.Locator("#reenter").BlurAsync();
    }
}
