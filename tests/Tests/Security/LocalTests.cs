using System.Net;
using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Security;

/// <summary>Mode Local serves this machine alone, and on it only who can read what the console printed.</summary>
public sealed partial class LocalTests(Browser browser)
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
    [InlineData("Forwarded", "for=10.0.0.1")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("X-Forwarded-Anything", "x")]
    public async Task What_came_by_a_proxy_is_refused_whatever_the_path(string header, string value)
    {
        await using var local = await StartedAsync();
        foreach (var path in new[] { "/", "/api/runs", "/health/live" })
            (await local.Console.Ada.GetAsync(path, (header, value))).MustRefuse(400, "forwarded");
    }

    [Fact(Explicit = true)] // its form is not the page's of today
    public async Task The_printed_secret_lets_one_browser_in_once()
    {
        await using var local = await StartedAsync();
        var printed = Secret().Match(local.Console.Output).Groups[1].Value;
        Assert.Equal(HttpStatusCode.Found, (await SignInAsync(local.Console.Address, "")).Status);
        Assert.False((await SignInAsync(local.Console.Address, "")).IsIn);
        Assert.False((await SignInAsync(local.Console.Address, printed[1..] + "0")).IsIn);
        Assert.True((await SignInAsync(local.Console.Address, printed)).IsIn);
        Assert.False((await SignInAsync(local.Console.Address, printed)).IsIn);
        await Until.TrueAsync(() => Task.FromResult(Secret().Count(local.Console.Output) == 2), () => "no other secret was printed");
        Assert.True((await SignInAsync(local.Console.Address, Secret().Matches(local.Console.Output)[1].Groups[1].Value)).IsIn);
    }

    [Fact]
    public async Task Another_site_signs_nobody_in_or_out()
    {
        await using var local = await StartedAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = local.Console.Address };
        foreach (var path in new[] { "/sign-in", "/sign-out" })
        {
            using var form = new FormUrlEncodedContent([new("name", "ada")]);
            using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form, Ct);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact(Explicit = true)] // its form is not the page's of today
    public async Task A_key_is_made_in_the_console_shown_once_kept_as_a_hash_and_revoked()
    {
        await using var local = await StartedAsync();
        await using var context = await browser.OpenAsync(local.Console.Address);
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address().Match(local.Console.Output).Value);
        await page.GetByRole(AriaRole.Button, new() { Name = "ada" }).ClickAsync();
        await page.GotoAsync("/people");
        await page.GetByLabel("Name").FillAsync("shop");
        await page.GetByLabel("Subjects, by commas").FillAsync("kim");
        await page.GetByLabel("Subjects, by commas").BlurAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        await Expect(page.Locator("[data-made-key]")).ToContainTextAsync("ack_");
        var key = await page.Locator("[data-made-key]").InnerTextAsync();

        using var http = new HttpClient { BaseAddress = local.Console.Address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
        using var program = new Caller(http);
        (await program.GetAsync("/api/runs")).Must(200);
        (await program.PostAsync("/api/runs", new { agent = "clerk", input = "x", onBehalfOf = new { subject = "lee" } })).MustRefuse(403, "beyondAuthority");
        (await program.PostAsync("/api/runs", new { agent = "clerk", input = "x", onBehalfOf = new { subject = "kim" } })).Must(201);
        foreach (var file in Directory.EnumerateFiles(local.Folder.Path, "console.db*"))
            Assert.DoesNotContain(key, System.Text.Encoding.Latin1.GetString(await ReadAsync(file)), StringComparison.Ordinal);

        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "shop", Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Revoke" })).ToHaveCountAsync(0);
        (await program.GetAsync("/api/runs")).MustRefuse(401, "unauthenticated");
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Ct);
        return bytes.ToArray();
    }

    private static async Task<(HttpStatusCode Status, bool IsIn)> SignInAsync(Uri console, string secret)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = console };
        var page = await http.GetStringAsync(new Uri($"/sign-in?secret={secret}", UriKind.Relative), Ct);
        var token = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("name", "ada"), new("secret", secret), new("__RequestVerificationToken", token)]);
        using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), form, Ct);
        return (answer.StatusCode, answer.Headers.TryGetValues("Set-Cookie", out var set) && set.Any(c => c.StartsWith("approvalconsole=", StringComparison.Ordinal)));
    }

    private static async Task<Started> StartedAsync()
    {
        var folder = new TempFolder();
        var settings = new ConsoleSettings(folder.Path).Model("strong", new("http://127.0.0.1:9/v1")).Agent("clerk", []);
        return new(folder, await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), Ct));
    }

    [GeneratedRegex(@"/sign-in\?secret=([0-9a-f]+)")]
    private static partial Regex Secret();

    [GeneratedRegex(@"http://\S+/sign-in\?secret=[0-9a-f]+")]
    private static partial Regex Address();

    private sealed record Started(TempFolder Folder, ConsoleProcess Console) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Console.DisposeAsync();
            Folder.Dispose();
        }
    }
}
