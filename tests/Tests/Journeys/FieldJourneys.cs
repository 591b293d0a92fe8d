using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Who fills in a form by keyboard, on screens of all sizes, and pastes what is too long.</summary>
public sealed class FieldJourneys(Browser browser)
{
    [Theory]
    [InlineData(1366, 768, "/agents/desk")]
    [InlineData(1366, 768, "/tools/desk.refund_order")]
    [InlineData(320, 640, "/agents/desk")]
    [InlineData(320, 640, "/tools/desk.refund_order")]
    public async Task Whoever_comes_to_a_field_by_Tab_sees_all_of_its_line(int width, int height, string path)
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address, width, height);
        var ada = await DemoConsole.SignInAsync(context, "ada");
        await ada.GotoAsync(path);
        await Expect(ada.Locator("form .send button[type=submit]")).ToBeVisibleAsync();
        var first = ada.Locator("form.columns input, form.columns select, form.columns textarea").First;
        await Expect(first).ToBeEnabledAsync(); // the page hears
        await Expect(ada.Locator("main h1")).ToBeFocusedAsync(); // and has said where one is
        await first.FocusAsync();
        var (covered, reached) = (new List<string>(), 0);
        for (var i = 0; i < 80; i++)
        {
            var at = await ada.EvaluateAsync<string?>("""
                () => {
                  const field = document.activeElement;
                  if (!field.closest("form.columns") || field.closest(".send")) return null;
                  const [box, bar, top] = [field.getBoundingClientRect(), document.querySelector("form.columns .send").getBoundingClientRect(), document.querySelector("header.bar").getBoundingClientRect()];
                  const line = Math.min(box.height, 20); // of a tall one its first line
                  return `${box.top + line > bar.top + 1 && box.top < bar.bottom || box.bottom < top.bottom + 5 ? "covered" : "seen"} ${field.id || field.textContent}`;
                }
                """);
            if (at is null) break;
            if (at.StartsWith("covered", StringComparison.Ordinal)) covered.Add(at);
            reached++;
            await ada.Keyboard.PressAsync("Tab");
        }

        Assert.Empty(covered);
        Assert.InRange(reached, 8, 80);
    }

    [Fact]
    public async Task What_is_too_long_for_the_page_is_not_let_into_a_field_and_the_edit_stays()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var ada = await DemoConsole.SignInAsync(context, "ada");
        await ada.GotoAsync("/agents/desk");
        await ada.Locator("#at-description").FillAsync("mine");
        await Expect(ada.Locator("form .send button[type=submit]")).ToBeEnabledAsync();
        await ada.EvaluateAsync("() => navigator.clipboard.writeText('x'.repeat(600_000))");
        var instructions = ada.Locator("#at-instructions");
        var before = await instructions.InputValueAsync();
        await instructions.PressAsync("Control+v");
        Assert.Contains("longer than a page can send at once (252 KB)", await instructions.EvaluateAsync<string>("field => field.validationMessage"), StringComparison.Ordinal);
        Assert.Equal(before, await instructions.InputValueAsync());

        await ada.EvaluateAsync("() => navigator.clipboard.writeText('y'.repeat(120_000))"); // what fits comes in
        await instructions.PressAsync("Control+v");
        await Expect(ada.Locator("#draft-json")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("y{1000}"));
        await Expect(ada.Locator("#at-description")).ToHaveValueAsync("mine");
    }
}
