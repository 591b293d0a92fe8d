using System.Text.Json;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Api;

/// <summary>I2 over HTTP: a call whose answer never came, and a look-up that tells what became of it.</summary>
public sealed class ProbeTests(Bookings bookings) : IClassFixture<Bookings>
{
    [Fact]
    public async Task What_the_probe_finds_has_happened_once_and_the_run_ends_without_a_person()
    {
        var run = await bookings.BookAsync("cut-1");
        var ended = await bookings.Console.Sam.UntilAsync(run, "Completed");

        Assert.Equal("""{"status":"ok","note":"The tool's answer was lost; a look-up found out that it happened."}""", ended.Text("result"));
        Assert.Equal(1, bookings.Sent("cut-1"));
        var settled = await EventAsync(run, "call.outcomeSettled.v1");
        Assert.Equal(("Happened", "console", "Console"), (settled.Text("outcome"), settled.GetProperty("by").Text("subject"), settled.GetProperty("by").Text("channel")));
        Assert.Equal(("ledger.find", "/bookings", """["B-cut-1"]"""), (settled.GetProperty("evidence").Text("tool"), settled.GetProperty("evidence").Text("path"), settled.GetProperty("evidence").Text("value")));
        Assert.True((await bookings.Console.Ada.GetAsync("/api/audit/verify")).Must(200).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task What_the_probe_does_not_find_did_not_happen_once_that_counts_and_is_not_sent_again()
    {
        var run = await bookings.BookAsync("lost-1");
        var ended = await bookings.Console.Sam.UntilAsync(run, "Completed");

        Assert.Equal("""{"status":"failed","message":"A look-up found out that the call did not happen."}""", ended.Text("result"));
        Assert.Equal((1, "NotFound"), (bookings.Sent("lost-1"), (await EventAsync(run, "call.probed.v1")).Text("finding")));
        var (unknown, settled) = (await EventAsync(run, "call.outcomeUnknown.v1"), await EventAsync(run, "call.outcomeSettled.v1"));
        Assert.Equal("DidNotHappen", settled.Text("outcome"));
        Assert.True(settled.GetProperty("evidence").GetProperty("at").GetDateTimeOffset() - unknown.GetProperty("at").GetDateTimeOffset() >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_probe_that_cannot_answer_settles_nothing_and_is_asked_again_also_after_a_kill()
    {
        bookings.IsLedgerBroken = true;
        var run = await bookings.BookAsync("shut-1");
        var probe = await ProbeAsync(run, asked: 3); // at 1, 2 and 3 seconds: "not found" would count by then
        Assert.Equal(("ledger.find", "CouldNotCheck"), (probe.Text("tool"), probe.Text("finding")));
        Assert.Equal("OutcomeUnknown", (await bookings.Console.Sam.GetAsync($"/api/runs/{run}")).Must(200).Text("status"));

        await bookings.RestartAsync();
        Assert.True((await ProbeAsync(run, asked: 4)).GetProperty("asked").GetInt32() >= 4);
        bookings.IsLedgerBroken = false;
        Assert.Contains("found out that it happened", (await bookings.Console.Sam.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
        Assert.Equal(1, bookings.Sent("shut-1"));
    }

    [Theory]
    [InlineData("""{"tool":"ledger.nothing","arguments":{"ref":"{/ref}"},"happened":{"type":"array","minItems":1}}""", "Probe:Tool")]
    [InlineData("""{"tool":"hotel.book","arguments":{"ref":"{/ref}"},"happened":{"type":"array","minItems":1}}""", "Probe:Tool")]
    [InlineData("""{"tool":"ledger.find","arguments":{"ref":"{/reef}"},"happened":{"type":"array","minItems":1}}""", "Probe:Arguments")]
    [InlineData("""{"tool":"ledger.find","arguments":{"reef":"{/ref}"},"happened":{"type":"array","minItems":1}}""", "Probe:Arguments")]
    [InlineData("""{"tool":"ledger.find","arguments":{"ref":"B1"},"happened":{"type":"array","minItems":1}}""", "Probe:Arguments")]
    [InlineData("""{"tool":"ledger.find","arguments":{"ref":"{ref}"},"happened":{"type":"array","minItems":1}}""", "Probe:Arguments:ref")]
    [InlineData("""{"tool":"ledger.find","arguments":{"ref":"{/ref}"}}""", "Probe:Happened")]
    [InlineData("""{"tool":"ledger.find","arguments":{"ref":"{/ref}"},"happened":{}}""", "Probe:Happened")]
    [InlineData("""{"tool":"ledger.find","arguments":{"ref":"{/ref}"},"happened":{"minItems":1}}""", "Probe:Happened")]
    [InlineData("""{"tool":"ledger.find","arguments":{"ref":"{/ref}"},"happened":{"minItms":1}}""", "Probe:Happened")]
    [InlineData("""{"tool":"ledger.find","arguments":{"ref":"{/ref}"},"path":"/bookings/*","happened":{"type":"array","minItems":1}}""", "Probe:Path")]
    public async Task A_probe_that_could_settle_what_is_not_so_is_refused_by_its_key(string probe, string key)
    {
        var refused = await bookings.Console.Ada.PutAsync("/api/tools/hotel.book/policy", $$"""{"reversibility":"Irreversible","probe":{{probe}}}""", ("If-Match", "\"1\""));
        refused.MustRefuse(422, "invalidRequest");
        Assert.Contains($"{key} ", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_not_found_counts_is_refused_where_it_says_nothing() => Assert.Contains("ProbeFinalAfter ", (await bookings.Console.Ada.PutAsync(
        "/api/tools/hotel.book/policy", """{"reversibility":"Irreversible","probeFinalAfter":"00:01:00"}""", ("If-Match", "\"1\""))).Text, StringComparison.Ordinal);

    private async Task<JsonElement> ProbeAsync(string run, int asked)
    {
        JsonElement shown = default;
        await Until.TrueAsync(
            async () => (shown = (await bookings.Console.Sam.GetAsync($"/api/runs/{run}")).Must(200)).TryGetProperty("probes", out var probes) && probes[0].GetProperty("asked").GetInt32() >= asked,
            () => $"not asked {asked} times: {shown}");
        return shown.GetProperty("probes")[0];
    }

    private async Task<JsonElement> EventAsync(string run, string name)
    {
        using var patience = Patience.Begin();
        await foreach (var item in bookings.Console.Rita.WatchAsync(run, ct: patience.Token))
            if (item.EventType == name) return item.Data.GetProperty("data");
        throw new InvalidOperationException($"{name} never came");
    }
}
