using System.Text.RegularExpressions;

namespace ApprovalConsole.Tests.Embedding;

/// <summary>What the first page of a host refers to.</summary>
internal static partial class PageFiles
{
    private static readonly Dictionary<string, string> Types = new()
    {
        [".css"] = "text/css", [".js"] = "text/javascript", [".svg"] = "image/svg+xml", [".webmanifest"] = "application/manifest+json",
    };

    /// <summary>Every file is there, and is what its name says: the console's own, the parts' styles, MudBlazor's, and the script that makes pages live.</summary>
    public static async Task CheckAsync(Uri host)
    {
        using var http = new HttpClient { BaseAddress = host };
        var page = await http.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        var files = Reference().Matches(page).Select(m => m.Groups[1].Value).Distinct().ToList();
        foreach (var part in new[] { "app.", "ApprovalConsole.Web.", "MudBlazor.min", "blazor.web", "js/console", "favicon", "manifest" }) Assert.Contains(files, f => f.Contains(part, StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var answer = await http.GetAsync($"/{file.TrimStart('/')}", TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{file}: {answer.StatusCode}");
            Assert.Equal((file, Types[Path.GetExtension(file)]), (file, answer.Content.Headers.ContentType?.MediaType));
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [GeneratedRegex("""(?:href|src)="([^"#]+\.(?:css|js|svg|webmanifest))["]""")]
    private static partial Regex Reference();
}
