using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>Budgets as programs and admins meet them.</summary>
public sealed class BudgetTests(SharedConsole shared)
{
    private const string Budget = "/api/budgets/agent:poor:month"; // nobody else asks this agent

    [Fact]
    public async Task Less_holds_at_once_more_takes_two_and_a_run_that_finds_too_little_is_not_started()
    {
        var console = await shared.ConsoleAsync();
        Assert.Equal((10m, 1), Terms((await console.Ada.PutAsync(Budget, new { limitUsd = 10, alerts = new[] { 0.5, 0.9 } })).Must(200)));
        Assert.Equal((5m, 2), Terms((await console.Ada.PutAsync(Budget, new { limitUsd = 5 }, ("If-Match", "\"1\""))).Must(200)));
        (await console.Ada.PutAsync(Budget, new { limitUsd = 4 }, ("If-Match", "\"1\""))).MustRefuse(412, "policyChanged");

        var change = (await console.Ada.PutAsync(Budget, new { limitUsd = 50 })).Must(202).Text("changeId");
        (await console.Ada.PostAsync($"{Budget}/changes/{change}/approve", new { })).MustRefuse(403, "separationOfDuties");
        Assert.Equal(5m, (await FoundAsync(console.Rita)).GetProperty("limitUsd").GetDecimal());
        Assert.Equal((50m, 3), Terms((await console.Abel.PostAsync($"{Budget}/changes/{change}/approve", new { })).Must(200)));
        (await console.Abel.PostAsync($"{Budget}/changes/{change}/approve", new { })).MustRefuse(404, "unknownChange");

        (await console.Ada.PutAsync(Budget, new { limitUsd = 0.001 })).Must(200);
        var refused = (await console.Sam.PostAsync("/api/runs", new { agent = "poor", input = "go", onBehalfOf = new { subject = "kim" } }, ("Idempotency-Key", "once"))).MustRefuse(409, "budgetExhausted");
        Assert.Equal(("agent:poor:month", 0.001m, 0m), (refused.Text("scope"), refused.GetProperty("limitUsd").GetDecimal(), refused.GetProperty("spentUsd").GetDecimal()));
        Assert.True(refused.GetProperty("neededUsd").GetDecimal() > 0.001m);
        Assert.Equal(1, refused.GetProperty("renewsAt").GetDateTimeOffset().Day);
        Assert.DoesNotContain((await console.Sam.GetAsync("/api/runs?agent=poor")).Must(200).GetProperty("items").EnumerateArray(), r => r.Text("input") == "go");

        var entries = (await console.As("theo").GetAsync("/api/audit?kind=budget.&take=200")).Must(200).GetProperty("items").EnumerateArray().Where(e => e.Text("subject") == "agent:poor:month").ToList();
        Assert.Equal(["ada", "ada", "ada", "abel", "ada"], entries.OrderBy(e => e.GetProperty("seq").GetInt64()).Select(e => e.Text("actor")));
    }

    [Fact]
    public async Task What_was_spent_stands_by_agent_and_model_and_counts_what_the_provider_reported()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var before = await SpentAsync(console.Rita);
        await console.Rita.UntilAsync(await console.Sam.StartRunAsync("clerk", model.On("spend", Reply.Says("spent"))), "Completed");
        var after = await SpentAsync(console.Rita);
        Assert.True(after.Calls >= before.Calls + 1 && after.Usd >= before.Usd + 0.00123m, $"{before} {after}"); // 80 in full, 120 from the cache, 100 out
    }

    [Theory]
    [InlineData("nonsense", """{"limitUsd":1}""", 404, "unknownBudget")]
    [InlineData("agent:nobody:month", """{"limitUsd":1}""", 422, "unknownAgent")]
    [InlineData("agent:poor:total", """{"limitUsd":-1}""", 422, "invalidRequest")]
    [InlineData("agent:poor:total", """{"limitUsd":2000000}""", 422, "invalidRequest")]
    [InlineData("agent:poor:total", """{"limitUsd":1,"alerts":[1.5]}""", 422, "invalidRequest")]
    [InlineData("agent:poor:total", "{}", 422, "invalidRequest")]
    public async Task What_cannot_be_a_budget_is_refused(string scope, string body, int status, string code) =>
        (await (await shared.ConsoleAsync()).Ada.PutAsync($"/api/budgets/{scope}", body)).MustRefuse(status, code);

    [Fact]
    public async Task A_month_is_a_month() => (await (await shared.ConsoleAsync()).Rita.GetAsync("/api/spend?month=2026-13")).MustRefuse(422, "invalidRequest");

    private static (decimal Limit, int Version) Terms(JsonElement budget) => (budget.GetProperty("limitUsd").GetDecimal(), budget.GetProperty("version").GetInt32());

    private static async Task<JsonElement> FoundAsync(Caller caller) =>
        (await caller.GetAsync("/api/budgets")).Must(200).GetProperty("items").EnumerateArray().Single(b => b.Text("scope") == "agent:poor:month");

    private static async Task<(long Calls, decimal Usd)> SpentAsync(Caller caller) => (await caller.GetAsync("/api/spend")).Must(200).GetProperty("items").EnumerateArray()
        .Where(r => (r.Text("agent"), r.Text("route")) == ("clerk", "strong")).Select(r => (r.GetProperty("calls").GetInt64(), r.GetProperty("costUsd").GetDecimal())).SingleOrDefault();
}
