using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Whether a page loses anything at 320 CSS pixels, and at 200 % zoom on an ordinary laptop, which is half as many pixels each way.</summary>
internal static class Reflow
{
    private static readonly (int Width, int Height)[] Sizes = [(320, 568), (683, 384)];

    private const string Looks = """
        () => {
          const wide = document.documentElement.clientWidth, faults = [];
          if (document.documentElement.scrollWidth > wide) faults.push(`scrolls aside: ${document.documentElement.scrollWidth} of ${wide}`);
          const name = element => `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.trim().slice(0, 30)}”`;
          const unseen = element => !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest(".sr-only, .skip, [popover]:not(:popover-open)");
          const holder = element => {
            for (let up = element.parentElement; up; up = up.parentElement) if (["auto", "scroll"].includes(getComputedStyle(up).overflowX) && up.scrollWidth > up.clientWidth) return up;
          };
          for (const element of document.querySelectorAll("header *, main *")) {
            if (unseen(element)) continue;
            const box = element.getBoundingClientRect(), style = getComputedStyle(element);
            const isControl = element.matches("a[href], button, input, select, textarea, summary");
            if (isControl && box.width > 0 && (box.left < -1 || box.right > wide + 1) && !holder(element)) faults.push(`out of reach: ${name(element)}`);
            if (isControl && box.width > 0 && box.height < 1) faults.push(`too flat: ${name(element)}`);
            if (!element.matches("input, textarea, select") && ["hidden", "clip"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1 && element.textContent.trim() && !element.title) faults.push(`cut off: ${name(element)}`);
            if (["hidden", "clip"].includes(style.overflowY) && style.webkitLineClamp === "none" && element.scrollHeight > element.clientHeight + 2 && element.textContent.trim()) faults.push(`cut off below: ${name(element)}`);
          }
          return faults;
        }
        """;

    /// <summary>Looks at the page in both sizes, and leaves it in its own.</summary>
    public static async Task CheckAsync(IPage page, ConcurrentBag<string> faults)
    {
        var own = page.ViewportSize!;
        foreach (var (width, height) in Sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var fault in await page.EvaluateAsync<string[]>(Looks)) faults.Add($"{page.Url} at {width} px: {fault}");
        }

        await page.SetViewportSizeAsync(own.Width, own.Height);
    }
}
