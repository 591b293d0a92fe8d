using System.Reflection;
using ApprovalConsole.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Addresses are typed by hand, cut short by a mail program and made up by nobody knows whom.</summary>
public sealed class AddressJourneys(Browser browser)
{
    private static readonly string[] Numbers = ["abc", "99999999999999999999", "-1", "٣"];

    private static readonly (string Person, string Address, string Says)[] Parts =
    [
        ("ada", "/agents/desk?tab=history&version={0}", "is no version here"),
        ("ada", "/models/scripted?tab=history&version={0}", "is no version here"),
        ("ada", "/tools/desk.refund_order?tab=history&version={0}", "is no version here"),
        ("ada", "/insights?days={0}", "is no span that is counted here: the last 30 days are shown."),
        ("ada", "/audit?after={0}", "is no place in the log: the newest entries are shown."),
        ("sam", "/runs/new?sample={0}", "is no sample here: the form is empty."),
    ];

    private static readonly (string Person, string Address, string Says)[] Words =
    [
        ("ada", "/tools/desk.refund_order?tab={0}", "is no part of this page that you may see: the first is shown."),
        ("ada", "/agents/desk?tab={0}", "is no part of this page that you may see: the first is shown."),
        ("ada", "/stops?scope={0}", "is no agent or tool here. Look at what is chosen before you stop it."),
        ("ada", "/runs?status={0}", "is no state and narrows nothing down: choose one from the list."),
        ("ada", "/inbox?min={0}", "is no amount and narrows nothing down: digits and a point, as in 1250.5."),
        ("ada", "/inbox?escalated={0}", "is no role that is told of what waits long, and narrows nothing down"),
    ];

    [Fact]
    public async Task Nonsense_in_an_address_is_said_on_the_page_and_the_page_is_shown()
    {
        await using var demo = await DemoConsole.StartAsync();
        var faults = new List<string>();
        foreach (var person in new[] { "ada", "sam" })
        {
            await using var context = await browser.OpenAsync(demo.Process.Address);
            var page = await DemoConsole.SignInAsync(context, person);
            foreach (var (_, address, says) in Parts.Where(p => p.Person == person))
            {
                foreach (var number in Numbers) await CheckAsync(page, address, number, says, faults);
            }

            foreach (var (_, address, says) in Words.Where(p => p.Person == person)) await CheckAsync(page, address, "nonsense", says, faults);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Each_part_of_an_address_is_taken_as_text() => Assert.Empty(Unread(typeof(App).Assembly));

    [Fact]
    public void The_check_itself_can_fail() => Assert.Equal([nameof(Failing)], Unread(typeof(AddressJourneys).Assembly));

    private static IEnumerable<string> Unread(Assembly assembly) => assembly.GetTypes().SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(p => p.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is not null && p.PropertyType != typeof(string)).Select(p => p.DeclaringType!.Name);

    private static async Task CheckAsync(IPage page, string address, string given, string says, List<string> faults)
    {
        var at = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Uri.EscapeDataString(given));
        await page.GotoAsync(at);
        var fault = page.Locator(".fault", new() { HasText = $"“{given}” {says}" }).First;
        var failed = page.GetByText("This page could not be shown");
        try
        {
            await Expect(fault.Or(failed).First).ToBeVisibleAsync();
        }
        catch (PlaywrightException)
        {
            faults.Add($"{at}: says nothing; it says: {string.Join(" | ", await page.Locator(".fault:visible").AllInnerTextsAsync())}");
            return;
        }

        if (await failed.CountAsync() > 0) faults.Add($"{at}: failed");
    }

    private sealed class Failing : ComponentBase
    {
        [SupplyParameterFromQuery]
        public int? Version { get; set; }
    }
}
