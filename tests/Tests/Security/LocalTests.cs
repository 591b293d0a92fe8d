using System.Net;
using System.Text.RegularExpressions;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Security;

/// <summary>Mode Local serves this machine alone, and on it only who can read what the console printed.</summary>
public sealed partial class LocalTests(LocalConsole console, Browser browser) : IClassFixture<LocalConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_Production_it_does_not_start()
    {
        using var folder = new TempFolder();
        var settings = folder.Write("settings.json", new ConsoleSettings(folder.Path).Model("strong", new("http://127.0.0.1:9/v1")).ToString());
        var failed = await ConsoleProcess.StartInVainAsync(["--settings", settings, "--urls", "http://127.0.0.1:0"], ("ASPNETCORE_ENVIRONMENT", "Production"));
        Assert.Equal(2, failed.ExitCode);
        Assert.Contains("Setting environment is Production", failed.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", false)]
    [InlineData(" test ", false)]
    [InlineData("Demo", false)]
    [InlineData("", true)]
    [InlineData(null, true)]
    [InlineData("production ", true)]
    [InlineData("Staging", true)]
    [InlineData("Developmint", true)]
    public void What_is_not_plainly_a_place_to_try_things_out_is_production(string? environment, bool isProduction) => Assert.Equal(isProduction, Surroundings.AreProduction(environment));

    [Theory]
    [InlineData("Forwarded", "for=10.0.0.1")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("X-Forwarded-Anything", "x")]
    [InlineData("X-Forwarded", "x")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "10.0.0.1")]
    [InlineData("X-Original-Host", "localhost")]
    [InlineData("CF-Connecting-IP", "10.0.0.1")]
    public async Task What_came_by_a_proxy_is_refused_whatever_the_path(string header, string value)
    {
        foreach (var path in new[] { "/", "/api/runs", "/health/live" })
            (await console.Process.Ada.GetAsync(path, (header, value))).MustRefuse(400, "forwarded");
    }

    [Fact]
    public async Task The_printed_secret_lets_one_browser_in_once()
    {
        Assert.DoesNotContain("<form", (await console.Process.Anyone.GetAsync("/sign-in")).Text, StringComparison.Ordinal); // without one nobody is offered
        var printed = SecretIn(await console.Process.SignInAddressAsync());
        foreach (var wrong in new[] { "", printed[1..], printed[1..] + (printed[^1] == '0' ? "1" : "0") })
            Assert.False(await LetsInAsync(wrong), wrong);
        Assert.True(await LetsInAsync(printed));
        Assert.False(await LetsInAsync(printed));
        Assert.True(await LetsInAsync(SecretIn(await console.Process.SignInAddressAsync())));
    }

    [Fact]
    public async Task Another_site_signs_nobody_in_or_out()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = console.Process.Address };
        foreach (var path in new[] { "/sign-in", "/sign-out" })
        {
            using var form = new FormUrlEncodedContent([new("name", "ada")]);
            using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form, Ct);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_key_is_made_in_the_console_shown_once_kept_as_a_hash_and_revoked()
    {
        await using var context = await browser.OpenAsync(console.Process.Address);
        var page = await context.SignInOnceAsync(console.Process, "ada");
        await page.GotoAsync("/people");
        var make = page.GetByRole(AriaRole.Button, new() { Name = "Make a key" });
        await Expect(make).ToBeEnabledAsync(); // the page hears
        await page.GetByLabel("Name").FillAsync("shop");
        await page.GetByLabel("Subjects, by commas").FillAsync("kim");
        await page.GetByLabel("Subjects, by commas").BlurAsync();
        await make.ClickAsync();
        await Expect(page.Locator("[data-made-key]")).ToContainTextAsync("ack_");
        var key = await page.Locator("[data-made-key]").InnerTextAsync();

        using var http = new HttpClient { BaseAddress = console.Process.Address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
        using var program = new Caller(http);
        (await program.GetAsync("/api/runs")).Must(200);
        (await program.PostAsync("/api/runs", new { agent = "clerk", input = "x", onBehalfOf = new { subject = "lee" } })).MustRefuse(403, "beyondAuthority");
        (await program.PostAsync("/api/runs", new { agent = "clerk", input = "x", onBehalfOf = new { subject = "kim" } })).Must(201);
        foreach (var file in Directory.EnumerateFiles(console.Folder.Path, "console.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))) // held, and empty
            Assert.DoesNotContain(key, System.Text.Encoding.Latin1.GetString(await ReadAsync(file)), StringComparison.Ordinal);

        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "shop", Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Revoke" })).ToHaveCountAsync(0);
        (await program.GetAsync("/api/runs")).MustRefuse(401, "unauthenticated");

        // What it was refused while it was good, and that it was tried when it was not.
        var log = (await console.Process.As("theo").GetAsync("/api/audit?take=200")).Must(200);
        Assert.DoesNotContain(key, log.ToString(), StringComparison.Ordinal);
        var entries = log.GetProperty("items").EnumerateArray().ToList();
        var refused = Assert.Single(entries, e => e.Text("kind") == "attempt.refused.v1" && e.TryGetProperty("actor", out var who) && who.GetString()!.StartsWith("key:", StringComparison.Ordinal));
        var (id, detail) = (refused.Text("actor")["key:".Length..], refused.GetProperty("detail"));
        Assert.Equal(("assertion", "beyondAuthority", "ada"), (detail.Text("what"), detail.Text("code"), detail.GetProperty("by").Text("keyOwner")));
        Assert.Single(entries, e => e.Text("kind") == "signIn.failed.v1" && e.GetProperty("detail").TryGetProperty("revokedKey", out var tried) && tried.GetString() == id);
        foreach (var kind in new[] { "key.created.v1", "key.revoked.v1" })
            Assert.Equal(("ada", id), entries.Where(e => e.Text("kind") == kind).Select(e => (e.Text("actor"), e.Text("subject"))).Single());
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Ct);
        return bytes.ToArray();
    }

    /// <summary>Sends the page's form with a secret; it is answered by a redirect, whether it lets one in or not.</summary>
    private async Task<bool> LetsInAsync(string secret)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = console.Process.Address };
        var page = await http.GetStringAsync(new Uri("/sign-in?secret=any", UriKind.Relative), Ct); // the page shows its form for any; the console looks at what is sent
        var token = Token().Match(page).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("name", "ada"), new("secret", secret), new("__RequestVerificationToken", token)]);
        using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), form, Ct);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.TryGetValues("Set-Cookie", out var set) && set.Any(c => c.StartsWith("approvalconsole=", StringComparison.Ordinal));
    }

    private static string SecretIn(string address) => address.Split("secret=")[1];

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

/// <summary>A console that is not the demo, in mode Local, for all tests of the class.</summary>
public sealed class LocalConsole : IAsyncLifetime
{
    internal TempFolder Folder { get; } = new();

    internal ConsoleProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new ConsoleSettings(Folder.Path).Model("strong", new("http://127.0.0.1:9/v1")).Agent("clerk", []);
        Process = await ConsoleProcess.StartAsync(Folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Folder.Dispose();
    }
}
