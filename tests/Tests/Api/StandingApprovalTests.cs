using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Tests.Api;

/// <summary>Irreversible calls go unasked only where two admins have said so, and within what they said.</summary>
public sealed class StandingApprovalTests(BareLedger bare) : IClassFixture<BareLedger>
{
    private const string Policy = "/api/tools/ledger.pay/policy";

    [Fact]
    public async Task Of_sixty_four_parallel_runs_exactly_as_many_go_unasked_as_two_admins_allowed()
    {
        await using var ledger = await Ledger.StartAsync("""{ "Reversibility": "Irreversible" }""");
        await StandAsync(ledger, ByRule(each: 20, all: 20));
        var runs = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => ledger.AskAsync($"L{i}", 2, user: $"u{i % 4}")));
        foreach (var run in runs) await ledger.Console.Rita.UntilAsync(run, "AwaitingDecision", "Completed");

        var pending = (await ledger.Console.Rita.GetAsync("/api/proposals?status=pending&take=200")).Must(200).GetProperty("items").EnumerateArray().Count();
        Assert.Equal((20, 44), (ledger.Payments, pending));
    }

    [Fact]
    public async Task A_standing_approval_holds_once_another_admin_agrees_and_within_its_condition()
    {
        await using var ledger = await Ledger.StartAsync("""{ "Reversibility": "Irreversible" }""");
        var change = await ProposeAsync(ledger, ByRule(each: 5, all: 5));
        var (ada, abel) = (ledger.Console.Ada, ledger.Console.Abel);
        Assert.Equal(change, (await abel.GetAsync($"{Policy}/changes")).Must(200).GetProperty("items")[0].Text("id"));
        await ledger.ProposeAsync("before", 2);

        (await ada.PostAsync($"{Policy}/changes/{change}/approve", new { })).MustRefuse(403, "separationOfDuties");
        (await ledger.Console.Rita.PostAsync($"{Policy}/changes/{change}/approve", new { })).MustRefuse(403, "forbidden");
        (await abel.PostAsync($"{Policy}/changes/none/approve", new { })).MustRefuse(404, "unknownChange");
        Assert.Equal(2, (await abel.PostAsync($"{Policy}/changes/{change}/approve", new { })).Must(200).GetProperty("policy").GetProperty("version").GetInt32());
        (await abel.PostAsync($"{Policy}/changes/{change}/approve", new { })).MustRefuse(412, "policyChanged");
        Assert.Empty((await abel.GetAsync($"{Policy}/changes")).Must(200).GetProperty("items").EnumerateArray());

        await ledger.Console.Rita.UntilAsync(await ledger.AskAsync("within", 50), "Completed");
        Assert.Equal(1, ledger.Payments);
        await ledger.ProposeAsync("beyond", 51);

        var versions = (await ada.GetAsync($"{Policy}/versions")).Must(200).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([2, 1], versions.Select(v => v.GetProperty("version").GetInt32()));
        Assert.Equal((true, "ada", "abel"), (versions[0].GetProperty("isSealed").GetBoolean(), versions[0].Text("by"), versions[0].Text("confirmedBy")));
    }

    [Fact]
    public async Task A_change_is_void_once_it_is_turned_down_or_the_policy_has_moved()
    {
        await using var ledger = await Ledger.StartAsync("""{ "Reversibility": "Irreversible" }""");
        var (ada, abel) = (ledger.Console.Ada, ledger.Console.Abel);
        var rejected = await ProposeAsync(ledger, ByRule(each: 5, all: 5));
        (await ada.PostAsync($"{Policy}/changes/{rejected}/reject", new { })).Must(200);
        (await abel.PostAsync($"{Policy}/changes/{rejected}/approve", new { })).MustRefuse(404, "unknownChange");

        var overtaken = await ProposeAsync(ledger, ByRule(each: 5, all: 5));
        (await ada.PutAsync(Policy, new { reversibility = "Critical" }, ("If-Match", "\"1\""))).Must(200);
        (await abel.PostAsync($"{Policy}/changes/{overtaken}/approve", new { })).MustRefuse(412, "policyChanged");
        await ledger.ProposeAsync("L1", 2);
        Assert.Equal(0, ledger.Payments);
    }

    [Fact]
    public async Task I8_a_second_admin_written_in_by_hand_lets_nothing_go()
    {
        await using var ledger = await Ledger.StartAsync("""{ "Reversibility": "Irreversible" }""");
        await StandAsync(ledger, ByRule(each: 5, all: 5));
        await ledger.RestartAsync(database =>
        {
            using var command = database.CreateCommand();
            command.CommandText = "UPDATE journal SET Data = replace(Data, '\"confirmedBy\":{\"subject\":\"abel\"', '\"confirmedBy\":{\"subject\":\"agnes\"') WHERE Name = 'tool.policySet.v1' AND Data LIKE '%confirmedBy%'";
            Assert.Equal(1, command.ExecuteNonQuery());
            ForgottenLog.Of(database);
        });

        await ledger.Console.Rita.UntilAsync(await ledger.AskAsync("L1", 2), "Completed", "Halted");
        Assert.Equal(0, ledger.Payments);
        Assert.Equal("Forbidden", (await ledger.Console.Rita.GetAsync("/api/tools/ledger.pay")).Must(200).GetProperty("policy").Text("reversibility"));
    }

    [Fact]
    public async Task I7_counters_that_somebody_made_smaller_let_nothing_go()
    {
        await using var ledger = await Ledger.StartAsync("""{ "Reversibility": "Irreversible" }""");
        await StandAsync(ledger, ByRule(each: 1, all: 1));
        await ledger.Console.Rita.UntilAsync(await ledger.AskAsync("L1", 2), "Completed");
        Assert.NotEqual(0, ledger.Execute("DELETE FROM quota_uses"));

        (await ledger.Console.Sam.PostAsync("/api/runs", new { agent = "clerk", input = "L2", onBehalfOf = new { subject = "u1" } })).Must(503); // nothing was done, and whoever asks hears that
        await Until.TrueAsync(
            async () => (await ledger.Console.Rita.GetAsync("/api/gate")).Must(200).GetProperty("breach").GetRawText().Contains("Somebody else has written", StringComparison.Ordinal), () => "that somebody wrote was not found");
        Assert.Equal(1, ledger.Payments);
    }

    [Theory]
    [InlineData("""{"approval":"Person"}""", "Approval")]
    [InlineData("""{"standing":null}""", "Standing")]
    [InlineData("""{"reversibility":"Critical"}""", "Approval")]
    [InlineData("""{"standing":{"when":{}}}""", "Standing:When")]
    [InlineData("""{"standing":{"when":true}}""", "Standing:When")]
    [InlineData("""{"standing":{"when":{"type":"object"}}}""", "Standing:When")]
    [InlineData("""{"standing":{"when":{"title":"small ones","anyOf":[true]}}}""", "Standing:When")]
    [InlineData("""{"standing":{"when":{"not":{"properties":{"amount":{"minimum":50}}}}}}""", "Standing:When")]
    [InlineData("""{"standing":{"when":{"properties":{"amuont":{"maximum":50}}}}}""", "Standing:When")]
    [InlineData("""{"standing":{"quotas":[]}}""", "Standing:Quotas")]
    [InlineData("""{"standing":{"quotas":[{"window":"P1D","per":"Tool","count":3}]}}""", "Standing:Quotas")]
    [InlineData("""{"standing":{"quotas":[{"window":"a day","per":"Tool","count":3}]}}""", "Standing:Quotas:0:Window")]
    [InlineData("""{"standing":{"expiresAt":"2020-01-01T00:00:00Z"}}""", "Standing:ExpiresAt")]
    [InlineData("""{"standing":{"expiresAt":"2999-01-01T00:00:00Z"}}""", "Standing:ExpiresAt")]
    public async Task A_standing_approval_without_bounds_is_refused_by_its_key(string change, string key)
    {
        var policy = ByRule(each: 5, all: 5);
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            if (value is JsonObject part) foreach (var (inner, v) in part) policy[name]![inner] = v?.DeepClone();
            else policy[name] = value?.DeepClone();
        }

        var refused = (await bare.Ledger.Console.Ada.PutAsync(Policy, policy, ("If-Match", "\"1\""))).MustRefuse(422, "invalidRequest");
        Assert.StartsWith(key + " ", refused.Text("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_says_what_another_policy_would_have_done_and_calls_nothing()
    {
        await using var ledger = await Ledger.StartAsync("""{ "Reversibility": "Irreversible" }""");
        var (small, large) = (await ledger.ProposeAsync("S", 2), await ledger.ProposeAsync("L", 200));
        var ada = ledger.Console.Ada;
        var byRule = (await ada.PostAsync($"{Policy}/preview", ByRule(each: 5, all: 5))).Must(200);
        Assert.Equal((2, 0), (byRule.GetProperty("total").GetInt32(), byRule.GetProperty("unknown").GetInt32()));
        var one = Assert.Single(byRule.GetProperty("changed").EnumerateArray());
        Assert.Equal((small.Text("callId"), "Irreversible", "ByRule"), (one.Text("callId"), one.Text("from"), one.Text("to")));

        var refused = (await ada.PostAsync($"{Policy}/preview", """{"checks":[{"argument":"/amount","range":{"max":100}}]}""")).Must(200);
        Assert.Equal((large.Text("callId"), "Refused"), (refused.GetProperty("changed")[0].Text("callId"), refused.GetProperty("changed")[0].Text("to")));
        var looksUp = (await ada.PostAsync($"{Policy}/preview", """{"checks":[{"exists":{"tool":"ledger.get","arguments":{"id":"{/id}"}}}]}""")).Must(200);
        Assert.Equal((2, 0), (looksUp.GetProperty("unknown").GetInt32(), looksUp.GetProperty("changed").GetArrayLength()));
        (await ada.PostAsync($"{Policy}/preview", """{"approvals":0}""")).MustRefuse(422, "invalidRequest");
        Assert.Equal(1, (await ada.PostAsync($"{Policy}/preview?take=1", """{}""")).Must(200).GetProperty("total").GetInt32());
        Assert.Empty(ledger.Tools.Calls);
    }

    [Fact]
    public async Task A_preview_knows_what_a_quota_stood_at_when_the_call_was_checked()
    {
        const string WithQuota = """{"reversibility":"Irreversible","authorization":[{"quota":{"window":"P1D","per":"Principal","count":2}}]}""";
        await using var ledger = await Ledger.StartAsync(WithQuota);
        await ledger.ProposeAsync("L1", 2);
        await ledger.ProposeAsync("L2", 200);
        var ada = ledger.Console.Ada;
        Assert.Equal((0, 0), Counts((await ada.PostAsync($"{Policy}/preview", WithQuota)).Must(200)));
        Assert.Equal((1, 0), Counts((await ada.PostAsync($"{Policy}/preview", WithQuota.Replace("\"count\":2", "\"count\":1", StringComparison.Ordinal))).Must(200)));
        Assert.Equal((0, 2), Counts((await ada.PostAsync($"{Policy}/preview", WithQuota.Replace("P1D", "P2D", StringComparison.Ordinal))).Must(200)));

        static (int Changed, int Unknown) Counts(JsonElement preview) => (preview.GetProperty("changed").GetArrayLength(), preview.GetProperty("unknown").GetInt32());
    }

    private static JsonObject ByRule(int each, int all) => new()
    {
        ["approval"] = "ByRule",
        ["standing"] = new JsonObject
        {
            ["when"] = JsonNode.Parse("""{"properties":{"amount":{"maximum":50}},"required":["amount"]}"""),
            ["quotas"] = new JsonArray(
                new JsonObject { ["window"] = "P1D", ["per"] = "Principal", ["count"] = each }, new JsonObject { ["window"] = "P1D", ["per"] = "Tool", ["count"] = all }),
            ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(30),
        },
    };

    private static async Task<string> ProposeAsync(Ledger ledger, JsonObject policy) =>
        (await ledger.Console.Ada.PutAsync(Policy, policy, ("If-Match", "\"1\""))).Must(202).Text("changeId");

    private static async Task StandAsync(Ledger ledger, JsonObject policy) =>
        (await ledger.Console.Abel.PostAsync($"{Policy}/changes/{await ProposeAsync(ledger, policy)}/approve", new { })).Must(200);
}
