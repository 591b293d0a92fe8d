using System.Collections.Concurrent;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Sketching;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>An admin puts a published server behind the console: has a policy proposed, ticks, looks, saves, and an agent's garbled id is refused from then on.</summary>
public sealed class SketchJourneys(Browser browser)
{
    [Fact]
    public async Task What_an_admin_ticks_of_a_proposal_is_saved_as_any_change_is_and_holds_for_the_next_call()
    {
        await using var notes = await NotesConsole.StartAsync();
        await using var adas = await browser.OpenAsync(notes.Process.Address);
        await using var abels = await browser.OpenAsync(notes.Process.Address);
        var ada = await adas.SignInOnceAsync(notes.Process, "ada");
        var abel = await abels.SignInOnceAsync(notes.Process, "abel");
        var faults = new ConcurrentBag<string>();

        await ada.GotoAsync("/tools");
        await ada.Locator(".servers").GetByRole(AriaRole.Link, new() { Name = "Propose a policy…" }).ClickAsync();
        await ada.GetByRole(AriaRole.Navigation, new() { Name = "Tools of memory" }).GetByRole(AriaRole.Link, new() { Name = "memory.read_graph", Exact = true }).ClickAsync();
        await Expect(ada.Locator("main h1")).ToHaveTextAsync("memory.read_graph");
        await Expect(ada.Locator(".sketch .weaker")).ToContainTextAsync("the class falls from Irreversible to ReadOnly, on no more than names and the server’s word");
        await Expect(Box(ada, "ReadOnly: reads only")).Not.ToBeCheckedAsync();
        await Box(ada, "ReadOnly: reads only").CheckAsync();
        await Button(ada, "Take the one that is ticked: what would change…").ClickAsync();
        await Expect(ada.Locator("main .diff")).ToContainTextAsync("\"reversibility\": \"ReadOnly\"");
        await Button(ada, "Propose: a second admin must agree").ClickAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("You proposed it, so you cannot agree to it");
        await abel.GotoAsync("/tools/memory.read_graph");
        await abel.AgreeAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("policy version 1");

        await ada.GotoAsync("/tools/memory.delete_entities?tab=propose");
        var check = ada.Locator(".lines > li").Filter(new() { HasText = "/entityNames/* must be one of" });
        await Expect(check.Locator("dd").First).ToContainTextAsync("“Kim Ash” passes");
        await Expect(check.Locator("dd").Last).ToContainTextAsync("“Kim Asi” refused with oneOf");
        await Expect(check.GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await Axe.CheckAsync(ada, faults);
        await ada.Locator(".lines > li").Filter(new() { HasText = "two people decide" }).GetByRole(AriaRole.Checkbox).FocusAsync();
        await ada.Keyboard.PressAsync("Space");
        await Button(ada, "Take the 2 that are ticked: what would change…").FocusAsync();
        await ada.Keyboard.PressAsync("Enter");
        await Expect(ada.Locator("main .diff")).ToContainTextAsync("\"oneOf\"");
        Assert.Equal(0, (await notes.Process.Ada.GetAsync("/api/tools/memory.delete_entities")).Must(200).GetProperty("policy").GetProperty("version").GetInt32());
        await Button(ada, "Save: holds at once").ClickAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("Saved: version 1 holds.");
        await Expect(ada.Locator(".sketch")).ToContainTextAsync("Reviewers read"); // what was not admitted is still there to be admitted
        await Expect(check).ToHaveCountAsync(0);

        var refused = (await notes.AskAsync("delete_entities", """{"entityNames":["Kim Ash","Lee Oal"]}""")).MustRefuse(422, "validationFailed");
        Assert.Equal("/entityNames/1", refused.GetProperty("errors")[0].Text("path"));
        var waits = (await notes.AskAsync("delete_entities", """{"entityNames":["Kim Ash"]}""")).Must(202);
        Assert.Equal(2, (await notes.Process.Rita.GetAsync($"/api/proposals/{waits.Text("proposalId")}")).Must(200).GetProperty("approvalsNeeded").GetInt32());
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_value_that_nobody_knows_is_typed_and_tried()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var ada = await DemoConsole.SignInAsync(context, "ada");
        await ada.GotoAsync("/tools/desk.delete_account?tab=propose");
        var check = ada.Locator(".lines > li").Filter(new() { HasText = "desk.get_customer" }).First;
        await Expect(check).ToContainTextAsync("Not tried: No value is known to be right");
        await check.Locator("form input").FillAsync("C-none");
        await check.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        await Expect(check.Locator(".wrong")).ToContainTextAsync("“C-none” refused with notFound");
        await Expect(check.GetByRole(AriaRole.Checkbox)).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task Who_is_no_admin_is_proposed_nothing()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var rita = await DemoConsole.SignInAsync(context, "rita");
        await rita.GotoAsync("/tools/desk.refund_order?tab=propose");
        await Expect(rita.Locator("main h1")).ToHaveTextAsync("desk.refund_order");
        await Expect(rita.Locator("nav.tabs [aria-current]")).ToHaveTextAsync("Policy");
        await Expect(rita.Locator(".sketch")).ToHaveCountAsync(0);
    }

    private static ILocator Box(IPage page, string words) => page.Locator(".lines > li").Filter(new() { HasText = words }).GetByRole(AriaRole.Checkbox);

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
