using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using Microsoft.AspNetCore.SignalR.Client;

namespace ApprovalConsole.Tests.Api;

/// <summary>What the second of two people can learn of the first, at every door that events come out of.</summary>
public sealed class DisclosureTests(SharedConsole shared)
{
    private const string DecisionId = "the-first-ones-own-id";

    [Fact]
    public async Task Until_a_critical_call_is_settled_no_event_names_who_approved_it()
    {
        var (console, run, proposal) = await ProposeAsync();
        (await console.Rita.DecideAsync(proposal, new
        {
            decision = "approve", argumentsHash = proposal.Text("argumentsHash"), viewHash = proposal.Text("viewHash"), reason = "seen at rita's desk", @checked = "asked rita's boss", decisionId = DecisionId,
        })).Must(200);

        foreach (var text in new[] { await ReadAsync(console, run), await WatchedAsync(console, run), await HubAsync(console, run) })
        {
            var approved = JsonElement.Parse(text);
            Assert.True(approved.GetProperty("undisclosed").GetBoolean());
            Assert.Equal("", approved.GetProperty("data").Text("mac"));
            Assert.DoesNotContain("rita", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(DecisionId, text, StringComparison.Ordinal);
        }

        (await console.Remy.ApproveAsync(proposal)).Must(200);
        await console.Remy.UntilAsync(run, "Completed");
        var told = JsonElement.Parse(await ReadAsync(console, run));
        Assert.False(told.TryGetProperty("undisclosed", out _));
        Assert.Equal(("rita", DecisionId), (told.GetProperty("data").GetProperty("by").Text("name"), told.GetProperty("data").Text("decisionId")));
        Assert.NotEqual("", told.GetProperty("data").Text("mac"));
    }

    [Fact]
    public async Task Nor_does_the_proposal_or_the_run_or_a_list()
    {
        var (console, run, proposal) = await ProposeAsync();
        (await console.Rita.ApproveAsync(proposal)).Must(200);

        foreach (var path in new[] { $"/api/proposals/{proposal.Text("id")}", $"/api/runs/{run}", "/api/proposals?status=Pending&take=200", "/api/runs?take=200" })
        {
            var about = JsonElement.Parse((await console.Remy.GetAsync(path)).Must(200).GetRawText());
            var mine = about.TryGetProperty("items", out var items) ? items.EnumerateArray().Single(i => i.GetRawText().Contains(run, StringComparison.Ordinal)) : about;
            Assert.DoesNotContain("rita", mine.GetRawText(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task There_is_no_evidence_to_take_before_it_is_settled()
    {
        var (console, run, proposal) = await ProposeAsync();
        (await console.Rita.ApproveAsync(proposal)).Must(200);
        (await console.Remy.GetAsync($"/api/proposals/{proposal.Text("id")}/evidence")).MustRefuse(409, "notDecided");

        (await console.Remy.ApproveAsync(proposal)).Must(200);
        await console.Remy.UntilAsync(run, "Completed");
        Assert.Contains("rita", (await console.Remy.GetAsync($"/api/proposals/{proposal.Text("id")}/evidence")).Must(200).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nor_does_the_audit_log_tell_an_auditor_who_may_be_the_second()
    {
        var (console, run, proposal) = await ProposeAsync();
        var about = $"/api/audit?run={run}&all=true&take=200";
        (await console.Rita.ApproveAsync(proposal)).Must(200);
        (await console.Rita.ApproveAsync(proposal)).MustRefuse(403, "separationOfDuties");

        var entries = (await console.As("theo").GetAsync(about)).Must(200).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            [("attempt.refused.v1", "undisclosed"), ("proposal.approved.v1", "undisclosed")],
            entries.Where(e => e.Text("kind") is "proposal.approved.v1" or "attempt.refused.v1").Select(e => (e.Text("kind"), e.Text("actor"))));
        Assert.DoesNotContain("rita", string.Concat(entries.Select(e => e.GetRawText())), StringComparison.OrdinalIgnoreCase);
        foreach (var take in new[] { 1, 200 })
        {
            var named = (await console.As("theo").GetAsync($"/api/audit?run={run}&all=true&person=rita&take={take}")).Must(200);
            Assert.Empty(named.GetProperty("items").EnumerateArray());
            Assert.False(named.TryGetProperty("next", out var next) && next.ValueKind is JsonValueKind.String, "what is left out is counted");
        }

        (await console.Remy.ApproveAsync(proposal)).Must(200);
        await console.Remy.UntilAsync(run, "Completed");
        Assert.Equal(2, (await console.As("theo").GetAsync($"{about}&person=rita")).Must(200).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_one_told_colleagues_is_told_by_no_door_before_it_is_settled()
    {
        var (console, run, proposal) = await ProposeAsync();
        var path = $"/api/proposals/{proposal.Text("id")}";
        (await console.Rita.PostAsync($"{path}/comments", new { text = "It smells of fraud.", commentId = "m1" })).Must(200);
        (await console.Rita.PostAsync($"{path}/hand-over", new { to = "remy", note = "I would say no." })).Must(200);

        var events = (await console.Remy.GetAsync($"/api/runs/{run}/events?take=200")).Must(200).GetProperty("items").EnumerateArray().Where(e => IsTalk(e.Text("type"))).ToList();
        var entries = (await console.As("theo").GetAsync($"/api/audit?run={run}&all=true&take=200")).Must(200).GetProperty("items").EnumerateArray().Where(e => IsTalk(e.Text("kind"))).ToList();
        Assert.Equal(2, events.Count);
        Assert.Equal(["undisclosed", "undisclosed"], entries.Select(e => e.Text("actor")));
        foreach (var text in events.Concat(entries).Select(e => e.GetRawText()))
            Assert.All(["rita", "smells", "say no"], words => Assert.DoesNotContain(words, text, StringComparison.OrdinalIgnoreCase));

        (await console.Remy.DecideAsync(proposal, new { decision = "reject", argumentsHash = proposal.Text("argumentsHash"), viewHash = proposal.Text("viewHash"), reason = "no" })).Must(200);
        Assert.Contains("It smells of fraud.", (await console.Remy.GetAsync($"/api/runs/{run}/events?take=200")).Must(200).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_on_what_is_no_proposal_does_not_keep_the_audit_log_from_being_read()
    {
        var console = await shared.ConsoleAsync();
        foreach (var id in new[] { "people", "stops", "tool/box.write", "\ud7ff" })
            await console.Rita.PostAsync($"/api/proposals/{Uri.EscapeDataString(id)}/decision", new { decision = "approve", argumentsHash = "H", viewHash = "V" });
        (await console.As("theo").GetAsync("/api/audit?take=200")).Must(200);
    }

    private static async Task<string> ReadAsync(ConsoleProcess console, string run) =>
        (await console.Remy.GetAsync($"/api/runs/{run}/events?take=200")).Must(200).GetProperty("items").EnumerateArray().First(IsApproval).GetRawText();

    private static async Task<string> WatchedAsync(ConsoleProcess console, string run)
    {
        using var patience = Patience.Begin();
        return (await console.Remy.WatchAsync(run, ct: patience.Token).FirstAsync(i => i.EventId is not null && IsApproval(i.Data), patience.Token)).Data.GetRawText();
    }

    private static async Task<string> HubAsync(ConsoleProcess console, string run)
    {
        using var patience = Patience.Begin();
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(console.Address, "/hubs/runs"), o => o.AccessTokenProvider = () => Task.FromResult<string?>("demo-remy")).Build();
        await hub.StartAsync(patience.Token);
        return (await hub.StreamAsync<JsonElement>("WatchRun", run, 0, patience.Token).FirstAsync(IsApproval, patience.Token)).GetRawText();
    }

    private static bool IsTalk(string kind) => kind is "proposal.commented.v1" or "proposal.handedOver.v1";

    private static bool IsApproval(JsonElement item) => item.Text("type") == "proposal.approved.v1";

    private async Task<(ConsoleProcess Console, string Run, JsonElement Proposal)> ProposeAsync()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("unseen", a => a.Turn == 0 ? Reply.Calls(("wipe", $$"""{"text":"{{Guid.NewGuid():N}}"}""")) : Reply.Says(a.LastToolAnswer));
        var run = await console.Sam.StartRunAsync("clerk", input);
        return (console, run, await console.Rita.ProposalOfAsync(run));
    }
}
