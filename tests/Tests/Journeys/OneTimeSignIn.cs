using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Where the console is not the scripted demo, a person signs in by the address that it printed, which works once.</summary>
internal static class OneTimeSignIn
{
    /// <summary>A page of a person who is signed in.</summary>
    public static async Task<IPage> SignInOnceAsync(this IBrowserContext context, ConsoleProcess console, string person)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(await console.SignInAddressAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = person }).First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return page;
    }
}
