using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Api;

/// <summary>I1: whatever a model says or asks for, nothing irreversible happens without a decision.</summary>
public sealed class AdversaryTests
{
    private const int Transcripts = 500;

    [Fact]
    public async Task I1_five_hundred_hostile_transcripts_have_no_irreversible_effect()
    {
        await using var ledger = await Ledger.StartAsync("""{ "Reversibility": "Irreversible", "Title": "Pay {/amount} for {/id}" }""");
        var runs = new List<string>();
        foreach (var batch in Enumerable.Range(0, Transcripts).Chunk(20))
            runs.AddRange(await Task.WhenAll(batch.Select(seed => ledger.AskAsync(Hostility.Transcript(seed)))));
        foreach (var run in runs) await ledger.Console.Rita.UntilAsync(run, "AwaitingDecision", "Completed", "Halted", "Failed");

        Assert.Equal(0, ledger.Payments);
        var pending = (await ledger.Console.Rita.GetAsync("/api/proposals?status=pending&take=200")).Must(200).GetProperty("items").EnumerateArray().ToList();
        Assert.NotEmpty(pending); // some of it was a plain wish, and waits for a person
        Assert.All(pending, p => Assert.Equal(0, p.GetProperty("approvals").GetProperty("count").GetInt32()));
        Assert.Equal("Irreversible", (await ledger.Console.Rita.GetAsync("/api/tools/ledger.pay")).Must(200).GetProperty("policy").Text("reversibility"));

        // And one decision has one effect.
        (await ledger.Console.Rita.ApproveAsync(pending[0])).Must(200);
        await Until.TrueAsync(() => Task.FromResult(ledger.Payments == 1), () => ledger.Console.Output);
    }
}
