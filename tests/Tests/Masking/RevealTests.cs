using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Masking;

/// <summary>Asking for masked values: with a reason, on the record, and not too often.</summary>
[Collection(typeof(MaskedConsoleTests))]
public sealed class RevealTests(MaskedConsole masked)
{
    private ConsoleProcess Console => masked.Console;

    [Fact]
    public async Task A_reveal_takes_a_reason_and_is_in_the_log_once_with_the_places_and_without_a_value()
    {
        var (run, _) = await masked.ProposeAsync();
        foreach (var blank in new[] { null, "", " \u200b\u3164" }) (await RevealAsync("sue", run, blank)).MustRefuse(422, "reasonMissing");
        (await RevealAsync("sue", "none", "why not")).MustRefuse(404, "unknownRun");

        var shown = (await RevealAsync("sue", run, $"the customer calls about {MaskedConsole.Iban}")).Must(200);
        var values = shown.GetProperty("values").EnumerateArray().ToList();
        Assert.Contains(values, v => (v.Text("tool"), v.Text("where"), v.Text("path"), v.GetProperty("value").ToString()) == ("bank.pay", "arguments", "/iban", MaskedConsole.Iban));
        Assert.Contains(values, v => (v.Text("tool"), v.Text("where"), v.Text("path"), v.GetProperty("value").ToString()) == ("bank.customer", "result", "/orders/1/address", MaskedConsole.Street));
        Assert.Contains(values, v => v.GetProperty("value").ToString() == "987");

        var entry = Assert.Single(await EntriesAsync(run));
        Assert.Equal(("sue", "the customer calls about •••"), (entry.Text("actor"), entry.GetProperty("detail").Text("reason")));
        Assert.Equal("api", entry.Text("channel"));
        Assert.Contains("/orders/1/address", entry.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(MaskedConsole.In(entry.GetRawText()));
        Assert.NotEmpty(MaskedConsole.In(shown.GetRawText()));
        Assert.NotEmpty(MaskedConsole.In((await Console.Rita.GetAsync($"/api/proposals/{(await Console.Rita.GetAsync($"/api/runs/{run}"))["pendingProposals"][0]}")).Text));
        Assert.Empty(MaskedConsole.In((await Console.As("sue").GetAsync($"/api/runs/{run}/events?take=200")).Text)); // by API a reveal is an answer, and no state
    }

    [Fact]
    public async Task Who_only_starts_runs_is_shown_nothing()
    {
        var (run, _) = await masked.ProposeAsync();
        (await RevealAsync("olga", run, "I would like to")).MustRefuse(403, "forbidden");
        (await RevealAsync("nobody", run, "I would like to")).MustRefuse(403, "forbidden");
        Assert.Empty(await EntriesAsync(run));
    }

    [Fact]
    public async Task A_program_is_shown_nothing_whatever_its_roles()
    {
        var (run, _) = await masked.PayAsync();
        // Keys of programs are made in the console by admins; the matrix of orders shows that none of them gets in here. What a run's own program reads is its result.
        Assert.DoesNotContain($"POST /api/runs/{{id}}/reveal", Security.AccessRules.ForPrograms);
        Assert.Contains(MaskedConsole.Mark, (await Console.Sam.GetAsync($"/api/runs/{run}")).Must(200).Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thirty_within_an_hour_and_no_more()
    {
        var (run, _) = await masked.ProposeAsync();
        for (var i = 0; i < 30; i++) (await RevealAsync("abel", run, $"look {i}")).Must(200);
        (await RevealAsync("abel", run, "one more")).MustRefuse(429, "tooManyReveals");
        Assert.Equal(30, (await EntriesAsync(run)).Count);
        (await RevealAsync("ada", run, "somebody else")).Must(200);
    }

    [Fact]
    public async Task Evidence_of_what_is_masked_is_given_to_who_has_revealed_it_and_can_be_checked()
    {
        var (run, proposal) = await masked.PayAsync();
        var (run2, _) = await masked.PayAsync();
        (await RevealAsync("theo", run2, "another run")).Must(200);
        (await Console.As("theo").GetAsync($"/api/proposals/{proposal}/evidence")).MustRefuse(403, "revealFirst");
        (await RevealAsync("theo", run, "the auditors ask")).Must(200);
        var file = await Console.As("theo").GetAsync($"/api/proposals/{proposal}/evidence");
        Assert.Contains(MaskedConsole.Iban, file.Text, StringComparison.Ordinal);
        Assert.True(EvidencePack.Check(Encoding.UTF8.GetBytes(file.Text), AuditSignature.FingerprintOf(file.Json.Text("key"))).Ok);
        (await Console.Rita.GetAsync($"/api/proposals/{proposal}/evidence")).MustRefuse(403, "revealFirst"); // who decided, too
    }

    [Fact]
    public async Task What_was_erased_stays_so_and_there_is_nothing_to_reveal()
    {
        var (run, proposal) = await masked.PayAsync();
        Assert.Contains(MaskedConsole.Mark, (await Console.As("sue").GetAsync($"/api/runs/{run}")).Text, StringComparison.Ordinal); // remembered, as it was
        (await Console.Ada.PostAsync($"/api/runs/{run}/erase", new { reason = "asked to" })).Must(200);
        Assert.Empty((await RevealAsync("ada", run, "once more")).Must(200).GetProperty("values").EnumerateArray());
        foreach (var path in new[] { $"/api/runs/{run}", $"/api/runs/{run}/events?take=200", $"/api/proposals/{proposal}", $"/api/audit?run={run}&all=true&take=200" })
        {
            var answer = await Console.Ada.GetAsync(path);
            if (!path.Contains("audit", StringComparison.Ordinal)) Assert.Contains("[erased]", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Ana", answer.Text, StringComparison.Ordinal);
            Assert.Empty(MaskedConsole.In(answer.Text));
        }
    }

    private Task<Answer> RevealAsync(string person, string run, string? reason) => Console.As(person).PostAsync($"/api/runs/{run}/reveal", new { reason });

    private async Task<List<JsonElement>> EntriesAsync(string run) =>
        [.. (await Console.As("theo").GetAsync($"/api/audit?run={run}&kind=value.revealed.v1&take=200")).Must(200).GetProperty("items").EnumerateArray()];
}
