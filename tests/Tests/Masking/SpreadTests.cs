using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using ApprovalConsole.Tests.Security;
using Microsoft.AspNetCore.SignalR.Client;

namespace ApprovalConsole.Tests.Masking;

/// <summary>A value travels: into other calls, other runs and people's words. Who is shown marks sees it in none of them.</summary>
[Collection(typeof(MaskedConsoleTests))]
public sealed partial class SpreadTests(MaskedConsole masked)
{
    private ConsoleProcess Console => masked.Console;

    [Fact]
    public async Task A_value_that_went_through_all_a_run_can_do_is_nowhere_to_be_read()
    {
        var spread = await masked.SpreadOnceAsync();
        var (leaks, read) = (new List<string>(), 0);

        // Every address there is: a door that is not among the rules fails a test of its own.
        foreach (var person in new[] { "sue", "theo", "ada", "rita" })
        {
            foreach (var path in AccessRules.Routes.Keys.Where(r => r.StartsWith("GET /api", StringComparison.Ordinal)).SelectMany(r => AddressesOf(r["GET ".Length..])))
            {
                var answer = await Console.As(person).GetAsync(path);
                Assert.True(answer.Status < 500, $"{path}: {answer.Text}");
                if (answer.Status == 200) read++;
                leaks.AddRange(spread.In(answer.Text).Select(value => $"{person} {path}: {value} in {answer.Text}"));
            }
        }

        using var patience = Patience.Begin();
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(Console.Address, "/hubs/runs"), o => o.AccessTokenProvider = () => Task.FromResult<string?>("demo-sue")).Build();
        await hub.StartAsync(patience.Token);
        foreach (var run in spread.Runs)
        {
            var (byHub, byStream) = (await MaskTests.ReadAsync(hub.StreamAsync<JsonElement>("WatchRun", run, 0, patience.Token)), await MaskTests.ReadAsync(Console.As("sue").WatchAsync(run, ct: patience.Token).Select(i => i.Data)));
            foreach (var told in new[] { byHub, byStream })
            {
                Assert.Contains(MaskedConsole.Mark, told, StringComparison.Ordinal);
                leaks.AddRange(spread.In(told).Select(value => $"stream of {run}: {value} in {told}"));
            }
        }

        Assert.True(read > 70, $"only {read} answers were looked through");
        Assert.Empty(leaks);

        IEnumerable<string> AddressesOf(string route) => route switch
        {
            "/api/audit/consistency" => ["/api/audit/consistency?first=1&second=2"],
            "/api/audit" => spread.Runs.Select(run => $"/api/audit?all=true&take=200&run={run}"),
            _ when !route.Contains('{', StringComparison.Ordinal) => [$"{route}?take=200"],
            _ when route.StartsWith("/api/runs", StringComparison.Ordinal) => spread.Runs.Select(run => Hole().Replace(route, run) + "?take=200"),
            _ when route.StartsWith("/api/proposals", StringComparison.Ordinal) => spread.Proposals.Select(proposal => Hole().Replace(route, proposal)),
            _ => [Hole().Replace(route, "bank.send")],
        };
    }

    [Fact]
    public async Task What_a_child_said_is_masked_from_when_its_parent_learns_that_it_is_sensitive()
    {
        var part = masked.Model.On($"Write to {MaskedConsole.Email}", Reply.Says($"Written to {MaskedConsole.Email}."));
        var whole = masked.Model.On("whole", a => a.Turn switch
        {
            0 => Reply.Calls(("delegate", $$"""{"agent":"payer","task":"{{part}}"}""")),
            1 => Reply.Calls(("spare", """{"iban":"none yet","amount":1}""")),
            2 => Reply.Calls(("customer", """{"text":"ana"}""")),
            _ => Reply.Says("Done."),
        });
        var run = await Console.Sam.StartRunAsync("head", whole);
        var proposal = await Console.Rita.ProposalOfAsync(run);
        var (one, events, list) = ($"/api/runs/{run}-1-1", $"/api/runs/{run}-1-1/events?take=200", "/api/runs?take=200");
        foreach (var path in new[] { one, events, list }) Assert.Contains(MaskedConsole.Email, (await Console.As("sue").GetAsync(path)).Text, StringComparison.Ordinal); // nothing has held it yet
        (await Console.Rita.RejectAsync(proposal, "look first")).Must(200);
        await Console.Sam.UntilAsync(run, "Completed");
        foreach (var path in new[] { one, events, list }) Assert.Empty(MaskedConsole.In((await Console.As("sue").GetAsync(path)).Text));
    }

    [Fact]
    public async Task What_a_run_told_others_is_not_shown_in_them_once_its_own_texts_are_erased()
    {
        var spread = await masked.SpreadAsync();
        (await Console.Ada.PostAsync($"/api/runs/{spread.Runs[0]}/erase", new { reason = "asked to" })).Must(200);
        foreach (var path in spread.Runs.SelectMany(run => new[] { $"/api/runs/{run}", $"/api/runs/{run}/events?take=200" }).Append("/api/runs?take=200"))
            Assert.Empty(spread.In((await Console.As("sue").GetAsync(path)).Must(200).GetRawText()));
    }

    [Fact]
    public async Task Whether_two_masked_values_are_equal_is_told_to_nobody_who_may_not_decide()
    {
        await masked.ProposeAsync();
        var (_, again) = await masked.ProposeAsync();
        Assert.Contains(again.GetProperty("likes").EnumerateArray(), l => l.GetProperty("isSameDeed").GetBoolean());
        var seen = (await Console.As("sue").GetAsync($"/api/proposals/{again.Text("id")}")).Must(200).GetProperty("likes").EnumerateArray().ToList();
        Assert.NotEmpty(seen);
        Assert.DoesNotContain(seen, l => l.GetProperty("isSameDeed").GetBoolean());
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
