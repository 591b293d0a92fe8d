using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>What a reviewer is told on the card before and after they press.</summary>
public sealed class CardJourneys(Browser browser)
{
    private const string Refund = "#W881";
    private const string Account = "Delete the account";

    [Fact]
    public async Task All_three_layers_answer_while_one_types()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var page = await OpenAsync(demo, context, "T-1001", Refund);
        await page.Locator("[data-key=e]").ClickAsync();
        var (amount, approve) = (page.Locator("#edit-amount"), page.GetByRole(AriaRole.Button, new() { Name = "Approve edited" }));
        await Expect(approve).ToBeDisabledAsync();

        await amount.FillAsync("100.123456789012345678");
        await Expect(page.Locator("#edit-amount-fault")).ToContainTextAsync("double");
        await amount.FillAsync("121");
        await Expect(page.Locator("#edit-amount-fault")).ToContainTextAsync("refundable");
        await amount.FillAsync("5000");
        await Expect(page.Locator("#findings")).ToContainTextAsync("quota");
        await Expect(page.Locator("#findings")).ToContainTextAsync("Needs 2 people");
        await Expect(approve).ToBeDisabledAsync();
        await amount.FillAsync("100");
        await Expect(approve).ToBeEnabledAsync();
        await page.Locator("#edit-order_id").FillAsync("#W933");
        await Expect(page.Locator("#findings .fault", new() { HasText = "principal" })).ToBeVisibleAsync();
        await Expect(approve).ToBeDisabledAsync();
    }

    [Fact]
    public async Task The_reviewer_s_own_bounds_answer_too_and_a_version_that_took_another_s_place_shows_what_changed()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var page = await OpenAsync(demo, context, "T-1001", Refund);
        await BoundAsync(demo, most: 110);

        await page.Locator("[data-key=e]").ClickAsync();
        await page.Locator("#edit-amount").FillAsync("115");
        await Expect(page.Locator("#findings")).ToContainTextAsync("more than you may approve");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve edited" })).ToBeDisabledAsync();
        await page.Locator("#edit-amount").FillAsync("110");
        await page.WaitForTimeoutAsync(1200); // as long as a person reads
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve edited" }).ClickAsync();

        // The policy is another one than the proposal was made under: nothing goes out, and the new version says what is new.
        await Expect(page.Locator(".message")).ToContainTextAsync("has changed");
        await Expect(page.Locator(".changes")).ToContainTextAsync("policy");
        await Expect(page.Locator(".final:enabled, [data-key=a]:enabled, [data-key=x]:enabled")).ToHaveCountAsync(0);
        Assert.Empty(demo.RefundsOf(Refund));
        await page.GetByRole(AriaRole.Link, new() { Name = "See the version" }).ClickAsync();
        await Expect(page.Locator(".changes")).ToContainTextAsync("took the place of an earlier version");
        await Expect(page.Locator("#hint")).ToContainTextAsync("more than you may approve");
        await Expect(page.Locator("[data-key=a]")).ToBeDisabledAsync();
        await Expect(page.Locator("[data-key=x]")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Two_people_decide_on_what_is_critical_and_the_second_does_not_see_the_first()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var ritas = await browser.OpenAsync(demo.Process.Address);
        await using var remys = await browser.OpenAsync(demo.Process.Address);
        var proposal = await demo.ProposalOfTicketAsync("T-1004");
        var rita = await OpenAsync(demo, ritas, "T-1004", Account);
        await ApproveCriticalAsync(rita);
        await Expect(rita.Locator(".answered")).ToContainTextAsync("Your approval is recorded. One more person is needed.");
        await rita.Locator("a.row", new() { HasText = Account }).ClickAsync();
        await Expect(rita.Locator("#hint")).ToContainTextAsync("Your approval is recorded");
        await Expect(rita.Locator("[data-key=a]")).ToBeDisabledAsync();
        await Expect(rita.Locator("[data-key=x]")).ToBeDisabledAsync();

        var remy = await OpenAsync(demo, remys, "T-1004", Account, "remy");
        await Expect(remy.Locator(".head")).ToContainTextAsync("1 of 2");
        await Expect(remy.Locator("main")).Not.ToContainTextAsync("rita");
        await ApproveCriticalAsync(remy);
        await Expect(remy.Locator(".answered")).ToContainTextAsync("Done");
        Assert.Equal("remy", (await demo.Process.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).GetProperty("decision").Text("by"));
    }

    [Fact]
    public async Task An_approval_that_is_held_is_taken_back_by_a_key_and_can_be_given_again()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        await demo.ChangePolicyAsync("desk.refund_order", policy => policy["holdSeconds"] = 600);
        var run = (await demo.Process.Sam.PostAsync("/api/runs", new
        {
            agent = "desk", input = "Work ticket T-1001", onBehalfOf = new { subject = "ana.ruiz", permissions = new[] { "refunds.write" }, attributes = new { customer_id = "77", email = "ana.ruiz@example.com" } },
        })).Must(201);
        var proposal = await demo.Process.Rita.ProposalOfAsync(run.Text("id"));
        var page = await DemoConsole.SignInAsync(context, "rita");
        await page.GotoAsync($"/inbox/{proposal.Text("id")}");
        await Expect(page.Locator("[data-key=a]")).ToBeEnabledAsync();
        await page.WaitForTimeoutAsync(1200); // as long as a person reads
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("span.held").First).ToContainTextAsync(new Regex(@"^Held until \d\d:\d\d:\d\d \(9:\d\d\)"));
        var left = page.Locator("span.held time[data-tick]").First;
        await Expect(left).Not.ToHaveTextAsync(await left.InnerTextAsync()); // it counts

        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator("span.held")).ToHaveCountAsync(0);
        await Expect(page.Locator(".recalled")).ToHaveTextAsync(new Regex("Recalled.*Nothing was sent"));
        Assert.Equal("Pending", (await demo.Process.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).Text("status"));
        Assert.Empty(demo.RefundsOf(Refund));
    }

    [Fact]
    public async Task What_a_value_was_asked_with_is_opened_where_it_stands_however_long_the_words()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var run = (await demo.Process.Sam.PostAsync("/api/runs", new
        {
            agent = "desk", input = $"{string.Concat(Enumerable.Range(0, 40).Select(n => $"line {n}\n"))}Work ticket T-1001, it is order #W881", onBehalfOf = new { subject = "ana.ruiz", permissions = new[] { "*" }, attributes = new { customer_id = "77", email = "ana.ruiz@example.com" } },
        })).Must(201);
        var proposal = await demo.Process.Rita.ProposalOfAsync(run.Text("id"));
        var page = await DemoConsole.SignInAsync(context, "rita");
        await page.GotoAsync($"/inbox/{proposal.Text("id")}");
        await Expect(page.Locator(".asked mark")).ToHaveTextAsync("W881");
        await Expect(page.Locator("[data-key=a]")).ToBeEnabledAsync();
        await page.Locator("button.trace", new() { HasText = "asked" }).ClickAsync();
        await Expect(page.Locator(".source mark")).ToBeInViewportAsync();
        await Expect(page.Locator(".source mark")).ToContainTextAsync("it is order #W881");
    }

    [Fact]
    public async Task Who_asked_sees_the_reason_beforehand_and_no_live_button()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var run = (await demo.Process.Sam.PostAsync("/api/runs", new
        {
            agent = "desk", input = "Work ticket T-1002", onBehalfOf = new { subject = "rita", permissions = new[] { "*" }, attributes = new { customer_id = "78", email = "ben.okafor@example.com" } },
        })).Must(201);
        var proposal = await demo.Process.Rita.ProposalOfAsync(run.Text("id"));
        var page = await DemoConsole.SignInAsync(context, "rita");
        await page.GotoAsync($"/inbox/{proposal.Text("id")}");

        await Expect(page.Locator("#hint")).ToContainTextAsync("Who asked for a run");
        foreach (var key in new[] { "a", "e", "v", "x", "r" }) await Expect(page.Locator($"[data-key={key}]")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task What_was_chosen_before_the_page_heard_is_what_stays_before_the_eyes()
    {
        await using var demo = await DemoConsole.StartAsync();
        foreach (var ticket in new[] { "T-1001", "T-1004" }) await demo.ProposalOfTicketAsync(ticket);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var line = new Line { Holds = heard.Task };
        await line.HoldAsync(context);
        var page = await DemoConsole.SignInAsync(context, "rita");
        await line.Starts;
        var chosen = page.Locator("a.row:not([aria-current=true])").Filter(new() { HasNotText = "•••" }).Last; // the list masks what the card shows
        var sentence = await chosen.Locator(".what").TextContentAsync();

        await chosen.ClickAsync();
        await Expect(page.Locator("#sentence")).ToHaveTextAsync(sentence!);
        heard.SetResult();

        await DemoConsole.AnswersAsync(page);
        await Expect(page.Locator("#sentence")).ToHaveTextAsync(sentence!);
        Assert.Equal(await page.Locator("article.card").GetAttributeAsync("data-card") is { } key ? key.Split('/')[0] : "", new Uri(page.Url).Segments[^1]);
    }

    private static async Task<IPage> OpenAsync(DemoConsole demo, IBrowserContext context, string ticket, string words, string person = "rita")
    {
        var proposal = await demo.ProposalOfTicketAsync(ticket);
        var page = await DemoConsole.SignInAsync(context, person);
        await page.GotoAsync($"/inbox/{proposal.Text("id")}");
        await Expect(page.Locator("#sentence")).ToContainTextAsync(words);
        await Expect(page.Locator("[data-key=e]")).ToBeEnabledAsync();
        return page;
    }

    private static async Task ApproveCriticalAsync(IPage page)
    {
        await Expect(page.Locator("[data-key=a]")).ToBeDisabledAsync();
        await page.Locator("#reenter").FillAsync("80");
        await Expect(page.Locator("[data-key=a]")).ToBeEnabledAsync();
        await page.WaitForTimeoutAsync(4200); // as long as a person reads what is critical
        await page.Locator("[data-key=a]").ClickAsync();
    }

    /// <summary>An admin bounds what reviewers may approve.</summary>
    private static Task BoundAsync(DemoConsole demo, int most) => demo.ChangePolicyAsync("desk.refund_order", policy =>
        policy["reviewers"] = new JsonArray(new JsonObject { ["within"] = new JsonObject { ["properties"] = new JsonObject { ["amount"] = new JsonObject { ["maximum"] = most } } } }));
}
