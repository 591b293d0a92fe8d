using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>What hinders people on a page as it stands now.</summary>
internal static class Axe
{
    /// <summary>All rules are tried; of what they passed nothing is written down, which is most of the work.</summary>
    private static readonly AxeRunOptions OnlyWhatHinders = new() { ResultTypes = [ResultType.Violations] };

    /// <param name="place">Named with what is found; null: the page's address.</param>
    public static async Task CheckAsync(IPage page, ConcurrentBag<string> faults, string? place = null)
    {
        var found = await page.RunAxe(OnlyWhatHinders);
        if (found.Violations.Any(v => v.Id == "document-title"))
        {
            // Between the page as drawn by the server and the interactive one the document has no title for a moment. One that stays away is a fault.
            await Assertions.Expect(page).ToHaveTitleAsync(new Regex(".+"));
            found = await page.RunAxe(OnlyWhatHinders);
        }

        foreach (var violation in found.Violations.Where(v => v.Impact is "serious" or "critical"))
            faults.Add($"{place ?? page.Url}: {violation.Id} at {string.Join(", ", violation.Nodes.Select(n => n.Target))}");
    }
}
