using ApprovalConsole.Web.Shared.Versions;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>A second admin who has read what waits for their word.</summary>
internal static class Agreeing
{
    public const string Press = "Agree: holds at once";

    public static async Task AgreeAsync(this IPage page)
    {
        var button = page.GetByRole(AriaRole.Button, new() { Name = Press, Exact = true });
        await button.WaitForAsync();
        await page.WaitForTimeoutAsync((float)FirstRead.Least.TotalMilliseconds + 200);
        await button.ClickAsync();
    }
}
