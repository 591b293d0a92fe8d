using System.Collections.Concurrent;
using System.IO.Compression;
using System.Xml.Linq;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Embedding;

/// <summary>What <c>dotnet pack</c> gives, and a host that has nothing else of the console.</summary>
public sealed class PackageTests(PackedHost packed, Browser browser) : IClassFixture<PackedHost>
{
    private static readonly string[] Ids = ["ApprovalConsole.Domain", "ApprovalConsole.Orchestrator", "ApprovalConsole.Web"];

    [Fact]
    public void There_are_three_packages_of_one_version_that_say_what_they_are_and_bring_each_other()
    {
        var packages = Directory.GetFiles(packed.Feed, "*.nupkg").Select(Nuspec).ToDictionary(n => Of(n, "id"));
        Assert.Equal(Ids, packages.Keys.Order(StringComparer.Ordinal));
        Assert.Single(packages.Values.Select(n => Of(n, "version")).Distinct());
        foreach (var (id, nuspec) in packages)
        {
            Assert.Equal(("MIT", "package.md"), (Of(nuspec, "license"), Of(nuspec, "readme")));
            Assert.DoesNotContain("Package Description", Of(nuspec, "description"), StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(packed.Feed, $"{id}.{Of(nuspec, "version")}.snupkg")), $"{id} has no symbols");
            Assert.Contains($"lib/net10.0/{id}.xml", Files(id));
            Assert.DoesNotContain(Files(id), f => f.Contains("appsettings", StringComparison.Ordinal) || f.Contains("runtimeconfig", StringComparison.Ordinal));
        }

        var ours = packages["ApprovalConsole.Web"].Descendants().Where(e => e.Name.LocalName == "dependency").Select(d => d.Attribute("id")!.Value).Where(d => d.StartsWith("ApprovalConsole", StringComparison.Ordinal));
        Assert.Equal(Ids[..2], ours);
    }

    [Fact]
    public void The_pages_files_are_all_in_it()
    {
        var root = Path.Combine(Built.Root, "wwwroot");
        var files = Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(f => $"staticwebassets/{Path.GetRelativePath(root, f).Replace('\\', '/')}").ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.Append("staticwebassets/ApprovalConsole.Web.styles.css").Append("staticwebassets/_framework/blazor.web.js").Except(Files("ApprovalConsole.Web")));
    }

    [Theory]
    [InlineData("Development", false)]
    [InlineData("Test", true)]
    public async Task A_host_outside_of_the_repository_has_the_whole_console(string environment, bool isPublished)
    {
        var folder = isPublished ? packed.PublishedFolder : packed.Folder;
        await using var host = await HostProcess.StartAsync(isPublished ? Path.Combine(folder, "shop.dll") : packed.BuiltProgram, folder, environment, packed.Database(environment));
        await PageFiles.CheckAsync(host.Address);

        using var sam = host.As("sam");
        var run = await sam.StartRunAsync("clerk", "Pay 10 back on order A-1.");
        await sam.UntilAsync(run, "AwaitingDecision");

        // The whole page in a real browser: whatever it loads is there, it is live, and its key decides.
        await using var context = await browser.OpenAsync(host.Address);
        var page = await context.NewPageAsync();
        var missing = new ConcurrentBag<string>();
        page.Response += (_, answer) => { if (answer.Status >= 400) missing.Add($"{answer.Status} {answer.Url}"); };
        page.Console += (_, line) => { if (line.Type == "error") missing.Add(line.Text); };
        await page.GotoAsync(host.SignInAddress);
        await page.GetByRole(AriaRole.Button, new() { Name = "rita" }).First.ClickAsync();
        await Expect(page.Locator(".card")).ToContainTextAsync("Refund $10.00 on order A-1");
        await Expect(page.Locator("[data-key=a]")).ToBeEnabledAsync();
        await page.WaitForTimeoutAsync(1500); // as long as a person reads
        await page.Keyboard.PressAsync("a");
        Assert.Equal("It is settled.", (await sam.UntilAsync(run, "Completed")).Text("result"));
        Assert.Empty(missing);
    }

    private HashSet<string> Files(string id)
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(packed.Feed, $"{id}.*.nupkg").Single());
        return [.. package.Entries.Select(e => e.FullName)];
    }

    private static XDocument Nuspec(string package)
    {
        using var zip = ZipFile.OpenRead(package);
        using var nuspec = zip.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec);
    }

    private static string Of(XDocument nuspec, string name) => nuspec.Descendants().First(e => e.Name.LocalName == name).Value;
}
