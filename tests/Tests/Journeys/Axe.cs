using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>What hinders people on a page as it stands now.</summary>
internal static class Axe
{
    /// <param name="place">Named with what is found; null: the page's address.</param>
    public static async Task CheckAsync(IPage page, ConcurrentBag<string> faults, string? place = null)
    {
        var found = await page.RunAxe();
        if (found.Violations.Any(v => v.Id == "document-title"))
        {
            // Between the page as drawn by the server and the interactive one the document has no title for a moment. One that stays away is a fault.
            await Assertions.Expect(page).ToHaveTitleAsync(new Regex(".+"));
            found = await page.RunAxe();
        }

        foreach (var violation in found.Violations.Where(v => v.Impact is "serious" or "critical"))
            faults.Add($"{place ?? page.Url}: {violation.Id} at {string.Join(", ", violation.Nodes.Select(n => n.Target))}");
    }
}
