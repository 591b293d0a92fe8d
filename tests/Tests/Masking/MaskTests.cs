using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using ApprovalConsole.Tests.Outside;
using ApprovalConsole.Tests.Security;
using Microsoft.AspNetCore.SignalR.Client;

namespace ApprovalConsole.Tests.Masking;

/// <summary>Who sees a sensitive value: the reviewer who may decide on it now, and nobody else.</summary>
[Collection(typeof(MaskedConsoleTests))]
public sealed partial class MaskTests(MaskedConsole masked)
{
    private static readonly string[] Everybody = ["rita", "remy", "sam", "sue", "ada", "abel", "theo", "olga"];

    private ConsoleProcess Console => masked.Console;

    [Fact]
    public async Task No_address_shows_a_sensitive_value_to_anybody_but_who_decides_on_it()
    {
        var (pending, proposal) = await masked.ProposeAsync();
        var (ended, decided) = await masked.PayAsync();
        var (leaks, answered) = (new List<string>(), 0);
        foreach (var person in Everybody)
        {
            foreach (var path in AccessRules.Routes.Keys.Where(r => r.StartsWith("GET /api", StringComparison.Ordinal)).SelectMany(r => AddressesOf(r["GET ".Length..])))
            {
                var answer = await Console.As(person).GetAsync(path);
                Assert.True(answer.Status < 500, $"{path}: {answer.Text}");
                if (answer.Status == 200) answered++;
                var mayDecide = path == $"/api/proposals/{proposal.Text("id")}" && person is "rita" or "remy" && path.EndsWith(proposal.Text("id"), StringComparison.Ordinal);
                if (!mayDecide) leaks.AddRange(MaskedConsole.In(answer.Text).Select(canary => $"{person} {path}: {canary}"));
            }
        }

        Assert.True(answered > 120, $"only {answered} answers were looked through");
        Assert.Empty(leaks);

        IEnumerable<string> AddressesOf(string route) => route switch
        {
            "/api/audit/consistency" => ["/api/audit/consistency?first=1&second=2"],
            "/api/audit" => [$"/api/audit?all=true&take=200&run={pending}", $"/api/audit?all=true&take=200&run={ended}"],
            _ when !route.Contains('{', StringComparison.Ordinal) => [$"{route}?take=200"],
            _ when route.StartsWith("/api/runs", StringComparison.Ordinal) => [Hole().Replace(route, pending) + "?take=200", Hole().Replace(route, ended) + "?take=200"],
            _ when route.StartsWith("/api/proposals", StringComparison.Ordinal) => [Hole().Replace(route, proposal.Text("id")), Hole().Replace(route, decided)],
            _ => [Hole().Replace(route, "bank.pay")],
        };
    }

    [Fact]
    public async Task A_person_who_asks_for_a_call_with_a_key_of_their_own_is_shown_marks()
    {
        var call = (await Console.Sam.AskAsync("customer", new { text = "ana" }, agent: "outside")).Must(200);
        Assert.Contains(MaskedConsole.Mark, call.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(MaskedConsole.In(call.GetRawText()));
        Assert.Empty(MaskedConsole.In((await Console.Sam.GetAsync($"/api/tool-calls/{call.Text("id")}")).Text));
        await using var client = await McpVisit.OpenAsync(Console, agent: "outside");
        Assert.Empty(MaskedConsole.In((await client.AskAsync("customer", new { text = "ana" })).Text()));
    }

    [Fact]
    public async Task What_a_child_saw_is_masked_where_its_answer_goes()
    {
        var part = masked.Model.On("part", a => a.Turn == 0 ? Reply.Calls(("customer", """{"text":"ana"}""")) : Reply.Says($"Write to {MaskedConsole.Email}."));
        var whole = masked.Model.On("whole", a => a.Turn == 0 ? Reply.Calls(("delegate", $$"""{"agent":"payer","task":"{{part}}"}""")) : Reply.Says($"They say: {a.LastToolAnswer}"));
        var run = await Console.Sam.StartRunAsync("head", whole);
        var ended = await Console.Sam.UntilAsync(run, "Completed");
        Assert.Contains(MaskedConsole.Mark, ended.Text("result"), StringComparison.Ordinal);
        foreach (var path in new[] { $"/api/runs/{run}", $"/api/runs/{run}/events?take=200", $"/api/runs/{run}-1-1", $"/api/runs/{run}-1-1/events?take=200", "/api/runs?take=200" })
            Assert.Empty(MaskedConsole.In((await Console.Sam.GetAsync(path)).Text));
    }

    [Fact]
    public async Task The_values_are_there_and_the_mark_stands_in_their_places()
    {
        var (run, proposal) = await masked.ProposeAsync();
        Assert.Equal((MaskedConsole.Iban, false), (proposal.GetProperty("arguments").Text("iban"), proposal.TryGetProperty("masked", out _)));
        Assert.NotEmpty(proposal.Text("viewHash"));

        var seen = (await Console.As("sue").GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200);
        Assert.True(seen.GetProperty("masked").GetBoolean());
        Assert.Equal(["•••", "12", "for •••", "•••"], new[] { "iban", "amount", "note", "code" }.Select(name => seen.GetProperty("arguments").GetProperty(name).ToString()));
        Assert.Equal($"Pay $12.00 to ••• of ••• with •••", seen.Text("title"));
        Assert.Equal("•••", seen.Text("effect"));
        Assert.Equal(["•••", "•••", """["•••","•••"]"""], seen.GetProperty("facts").EnumerateArray().Select(f => f.GetProperty("value").ToString()).OrderByDescending(v => v.Length == 3));
        Assert.Equal("So to •••.", seen.Text("rationale"));

        var events = (await Console.As("sue").GetAsync($"/api/runs/{run}/events?take=200")).Must(200).GetProperty("items").EnumerateArray().ToList();
        var found = events.First(e => e.Text("type") == "call.succeeded.v1").GetProperty("data").Text("result");
        Assert.Equal("""{"customer":{"name":"Ana","email":"•••","account":"•••","iban":"•••","pin":"•••"},"orders":[{"id":"O1","address":"•••"},{"id":"O2","address":"•••"}]}""", found);
        Assert.Contains("account •••", events.First(e => e.Text("type") == "model.replied.v1" && e.GetRawText().Contains("She is", StringComparison.Ordinal)).GetRawText(), StringComparison.Ordinal);
        Assert.Contains(events, e => e.Text("type") == "call.refused.v1" && e.GetRawText().Contains("•••", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Neither_the_hub_nor_the_stream_tells_a_watcher_while_or_after_it_happens()
    {
        var (run, proposal) = await masked.ProposeAsync();
        using var patience = Patience.Begin();
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(Console.Address, "/hubs/runs"), o => o.AccessTokenProvider = () => Task.FromResult<string?>("demo-sue")).Build();
        await hub.StartAsync(patience.Token);
        var (byHub, byStream) = (ReadAsync(hub.StreamAsync<JsonElement>("WatchRun", run, 0, patience.Token)), ReadAsync(Console.As("olga").WatchAsync(run, ct: patience.Token).Select(i => i.Data)));
        (await Console.Rita.ApproveAsync(proposal)).Must(200);
        foreach (var told in new[] { await byHub, await byStream })
        {
            Assert.Contains("run.completed.v1", told, StringComparison.Ordinal);
            Assert.Contains(MaskedConsole.Mark, told, StringComparison.Ordinal);
            Assert.Empty(MaskedConsole.In(told));
        }
    }

    [Fact]
    public async Task With_a_masked_view_nobody_decides()
    {
        var (run, proposal) = await masked.ProposeAsync();
        var listed = (await Console.Rita.GetAsync("/api/proposals?status=Pending&take=200")).Must(200).GetProperty("items").EnumerateArray().Single(p => p.Text("runId") == run);
        Assert.True(listed.GetProperty("masked").GetBoolean());
        Assert.Equal(("", ""), (listed.Text("viewHash"), listed.Text("argumentsHash")));
        (await Console.Rita.ApproveAsync(listed)).MustRefuse(422, "invalidRequest");
        foreach (var hash in (await Console.Rita.GetAsync($"/api/runs/{run}/events?take=200")).Text.Split('"').Where(part => Hash().IsMatch(part)).Distinct())
            (await Console.Rita.DecideAsync(proposal, new { decision = "approve", argumentsHash = proposal.Text("argumentsHash"), viewHash = hash })).MustRefuse(409, "changed");
        Assert.Empty((await Console.Rita.GetAsync($"/api/runs/{run}")).Must(200).GetProperty("unknownCalls").EnumerateArray());
        (await Console.Rita.ApproveAsync(proposal)).Must(200);
    }

    [Fact]
    public async Task Once_it_is_decided_the_reviewer_sees_it_masked_again()
    {
        var (_, proposal) = await masked.ProposeAsync();
        var answer = (await Console.Rita.ApproveAsync(proposal)).Must(200);
        Assert.Empty(MaskedConsole.In(answer.GetRawText()));
        Assert.Empty(MaskedConsole.In((await Console.Remy.ApproveAsync(proposal)).MustRefuse(409, "alreadyDecided").GetRawText()));
        Assert.Empty(MaskedConsole.In((await Console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).GetRawText()));
    }

    [Fact]
    public async Task Model_and_tool_have_the_true_values()
    {
        var (run, _) = await masked.PayAsync();
        Assert.Contains(masked.Model.Requests, r => r.ToolAnswers.Any(a => a.Contains(MaskedConsole.Email, StringComparison.Ordinal)));
        var revealed = (await Console.As("theo").PostAsync($"/api/runs/{run}/reveal", new { reason = "to see what was sent" })).Must(200);
        Assert.Contains(MaskedConsole.Iban, revealed.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(MaskedConsole.Mark, string.Concat(masked.Model.Requests.SelectMany(r => r.ToolAnswers)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Masking_more_acts_at_once_and_unmasking_takes_another_admin()
    {
        var (version, policy) = await PolicyAsync();
        (await SetAsync("""{"arguments":["/ibna"]}""")).MustRefuse(422, "invalidRequest");
        (await SetAsync("""{"arguments":["iban"]}""")).MustRefuse(422, "invalidRequest");
        (await SetAsync("""{"arguments":["/iban"],"results":["/x"]}""")).MustRefuse(400, "malformedJson");
        Assert.Equal(["/iban", "/note"], (await SetAsync("""{"arguments":["/iban","/note"]}""")).Must(200).GetProperty("policy").GetProperty("sensitive").GetProperty("arguments").EnumerateArray().Select(p => p.GetString()));

        (version, policy) = await PolicyAsync();
        var change = (await SetAsync("""{"arguments":["/note"]}""")).Must(202).Text("changeId");
        Assert.Contains("/iban", (await Console.Ada.GetAsync("/api/tools/bank.spare")).Must(200).GetProperty("policy").GetProperty("sensitive").GetRawText(), StringComparison.Ordinal);
        (await Console.Ada.PostAsync($"/api/tools/bank.spare/policy/changes/{change}/approve", new { })).MustRefuse(403, "separationOfDuties");
        (await Console.Abel.PostAsync($"/api/tools/bank.spare/policy/changes/{change}/approve", new { })).Must(200);

        async Task<(int, System.Text.Json.Nodes.JsonObject)> PolicyAsync()
        {
            var now = System.Text.Json.Nodes.JsonNode.Parse((await Console.Ada.GetAsync("/api/tools/bank.spare")).Must(200).GetProperty("policy").GetRawText())!.AsObject();
            var at = now["version"]!.GetValue<int>();
            now.Remove("version");
            return (at, now);
        }

        Task<Answer> SetAsync(string sensitive)
        {
            policy["sensitive"] = System.Text.Json.Nodes.JsonNode.Parse(sensitive);
            return Console.Ada.PutAsync("/api/tools/bank.spare/policy", policy.ToJsonString(), ("If-Match", $"\"{version}\""));
        }
    }

    internal static async Task<string> ReadAsync(IAsyncEnumerable<JsonElement> items)
    {
        var told = new System.Text.StringBuilder();
        await foreach (var item in items) told.AppendLine(item.GetRawText());
        return told.ToString();
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Hash();
}
