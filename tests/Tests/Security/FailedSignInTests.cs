using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Security;

/// <summary>Who comes back from the provider and is not let in: each time one entry of the audit log says why, and nothing of what they brought.</summary>
public sealed class FailedSignInTests(EntraHouse house) : IClassFixture<EntraHouse>
{
    private const string Failed = "302 /sign-in?failed=1";
    private const string Brought = "something-that-may-be-secret";

    [Fact]
    public async Task A_state_that_is_none_of_ours() => await FailsAsync("state", v => v.ComeBackAsync(("code", Brought), ("state", Brought)));

    [Fact]
    public async Task No_state_at_all() => await FailsAsync("state", v => v.ComeBackAsync(("code", Brought)));

    [Fact]
    public async Task A_state_of_another_browser() => await FailsAsync("correlation", async v =>
    {
        var state = await v.LeaveAsync();
        v.ForgetCookies();
        return await v.ComeBackAsync(("code", Brought), ("state", state));
    });

    [Theory]
    [InlineData("access_denied", "access_denied")]
    [InlineData("login_required", "login_required")]
    [InlineData(Brought, "provider")]
    public async Task An_error_of_the_provider(string error, string why) => await FailsAsync(why, async v =>
        await v.ComeBackAsync(("error", error), ("error_description", Brought), ("state", await v.LeaveAsync())));

    [Fact]
    public async Task A_code_that_the_provider_did_not_give() => await FailsAsync("invalid_grant", async v => await v.ComeBackAsync(("code", Brought), ("state", await v.LeaveAsync())));

    [Fact]
    public async Task Somebody_without_a_role_is_signed_in_and_stands_before_a_closed_door()
    {
        var subject = house.Console.Entra.SubjectOf("guest");
        using var visitor = new Visitor(house.Console);
        var state = await visitor.LeaveAsync();
        Assert.Equal("302 /runs", await visitor.ComeBackAsync(("code", await visitor.PickAsync("guest")), ("state", state)));
        Assert.Single(await house.EntriesAsync("signIn.succeeded.v1", subject));
        Assert.Equal("302 /access-denied", await visitor.OpenAsync("/runs"));
        var entry = Assert.Single(await house.EntriesAsync("attempt.forbidden.v1", subject));
        Assert.Equal(("role", "GET /runs"), (entry.GetProperty("detail").Text("why"), entry.Text("subject")));
    }

    [Fact]
    public async Task Where_the_provider_does_not_answer_the_page_says_so()
    {
        using var folder = new TempFolder();
        var settings = new ConsoleSettings(folder.Path).Model("strong", new("http://127.0.0.1:9/v1"));
        settings.Root["Authentication"] = new JsonObject { ["Mode"] = "Oidc", ["Oidc"] = new JsonObject { ["Authority"] = "https://127.0.0.1:9", ["ClientId"] = "console", ["ClientSecret"] = "none" } };
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        var answer = await console.Anyone.GetAsync("/");
        Assert.Equal(503, answer.Status);
        Assert.Contains("The identity provider does not answer", answer.Text, StringComparison.Ordinal);
    }

    private async Task FailsAsync(string why, Func<Visitor, Task<string>> spoil)
    {
        var before = await house.EntriesAsync("signIn.failed.v1");
        using var visitor = new Visitor(house.Console);
        Assert.Equal(Failed, await spoil(visitor));
        Assert.Equal("302", (await visitor.OpenAsync("/runs"))[..3]); // to the provider, once more
        var after = await house.EntriesAsync("signIn.failed.v1");
        Assert.Equal(before.Count + 1, after.Count);
        Assert.Equal((why, "POST /signin-oidc"), (after[0].GetProperty("detail").Text("why"), after[0].Text("subject")));
        Assert.DoesNotContain(Brought, after[0].ToString(), StringComparison.Ordinal);
    }
}
