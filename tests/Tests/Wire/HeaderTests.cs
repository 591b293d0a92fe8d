using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace ApprovalConsole.Tests.Wire;

/// <summary>What every answer tells a browser, whatever kind of answer it is.</summary>
public sealed partial class HeaderTests(SharedConsole shared)
{
    [Theory]
    [InlineData("/sign-in", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/app.css", 200)]
    [InlineData("/.well-known/approvalconsole-receipts", 200)]
    [InlineData("/api/runs", 401)]
    [InlineData("/api/nothing", 404)]
    [InlineData("/nothing/here", 404)]
    public async Task Every_answer_carries_the_headers(string path, int status)
    {
        var console = await shared.ConsoleAsync();
        var caller = path.StartsWith("/api/n", StringComparison.Ordinal) || path.StartsWith("/nothing", StringComparison.Ordinal) ? console.Ada : console.Anyone;
        var answer = await caller.GetAsync(path);
        Assert.Equal(status, answer.Status);
        MustBeSafe(answer.Headers);
    }

    [Fact]
    public async Task So_does_the_answer_to_another_host_and_to_a_body_that_cannot_be_read()
    {
        var console = await shared.ConsoleAsync();
        MustBeSafe((await console.Ada.GetAsync("/api/runs", ("Host", "evil.example"))).Headers);
        MustBeSafe((await console.Sam.PostAsync("/api/runs", "{")).Headers);
    }

    [Fact]
    public async Task Each_answer_has_a_nonce_of_its_own_and_only_our_scripts_carry_it()
    {
        var console = await shared.ConsoleAsync();
        var (one, other) = (await console.Anyone.GetAsync("/sign-in"), await console.Anyone.GetAsync("/sign-in"));
        var nonce = Nonce().Match(one.Headers["Content-Security-Policy"]).Groups[1].Value;
        Assert.NotEqual(nonce, Nonce().Match(other.Headers["Content-Security-Policy"]).Groups[1].Value);
        var scripts = Script().Matches(one.Text);
        Assert.Equal(4, scripts.Count);
        Assert.All(scripts, s => Assert.Contains($"nonce=\"{nonce}\"", System.Net.WebUtility.HtmlDecode(s.Value), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_api_answers_is_kept_in_no_cache_and_the_server_does_not_say_what_it_is()
    {
        var answer = await (await shared.ConsoleAsync()).Rita.GetAsync("/api/runs");
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.False(answer.Headers.ContainsKey("Server"));
    }

    [Fact]
    public async Task Nor_is_any_page_and_what_says_nothing_of_anybody_may_be()
    {
        var console = await shared.ConsoleAsync();
        foreach (var path in new[] { "/sign-in", "/nothing/here" }) Assert.Equal("no-store", (await console.Anyone.GetAsync(path)).Headers["Cache-Control"]);
        Assert.NotEqual("no-store", (await console.Anyone.GetAsync("/app.css")).Headers.GetValueOrDefault("Cache-Control"));
    }

    [Theory]
    [InlineData("https://console.example/", true)]
    [InlineData("http://console.example/", false)]
    [InlineData("https://localhost:5080/", false)]
    [InlineData("https://127.0.0.1/", false)]
    public async Task Https_is_for_ever_where_it_was_used_off_this_machine(string address, bool isForEver)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        app.UseBrowserSafety("https://login.example");
        app.MapGet("/", () => "here");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();
        using var answer = await client.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        Assert.Equal(isForEver, answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Contains("form-action 'self' https://login.example;", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    internal static void MustBeSafe(IReadOnlyDictionary<string, string> headers)
    {
        var named = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        var policy = named["Content-Security-Policy"].Split(';', StringSplitOptions.TrimEntries);
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        var scripts = policy.Single(p => p.StartsWith("script-src", StringComparison.Ordinal));
        Assert.Matches("^script-src 'nonce-[A-Za-z0-9+/=]{24}'$", scripts);
        Assert.Equal(("nosniff", "DENY", "same-origin"), (named["X-Content-Type-Options"], named["X-Frame-Options"], named["Referrer-Policy"]));
    }

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();
}
