using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Somebody writes to the rows that say what an idempotency key has started: a caller is answered with their own run for the same, or with none.</summary>
public sealed class ForgedKeyTests
{
    private static readonly RunRequest Request = new("clerk", "look:x", new("kim", ["*"]));

    [Fact]
    public async Task A_key_whose_row_names_another_run_or_none_is_answered_with_neither_and_starts_nothing()
    {
        await using var host = await GateHost.StartAsync();
        var own = await StartAsync(host, Request, "sam");
        string[] others = [(await StartAsync(host, Request, "olga")).Run!.Id, (await StartAsync(host, Request with { Input = "look:y" }, "sam", "other")).Run!.Id, "nothing-here", "stops", "people", "canary-1"];
        Assert.Equal(own.Run!.Id, (await StartAsync(host, Request, "sam")).Run!.Id);

        foreach (var other in others)
        {
            await host.ExecuteAsync($"UPDATE idempotency SET RunId = '{other}' WHERE Caller = 'sam' AND Key = 'once'");
            await Assert.ThrowsAsync<JournalDamagedException>(() => StartAsync(host, Request, "sam"));
        }

        Assert.Equal(3, await host.CountAsync("SELECT COUNT(*) FROM runs"));
        await host.ExecuteAsync($"UPDATE idempotency SET RunId = '{own.Run.Id}' WHERE Caller = 'sam' AND Key = 'once'");
        Assert.Equal(own.Run.Id, (await StartAsync(host, Request, "sam")).Run!.Id);
        Assert.Equal(RefusalCode.IdempotencyKeyReused, (await StartAsync(host, Request with { Input = "look:z" }, "sam")).Refusal?.Code);
    }

    private static Task<RunAnswer> StartAsync(GateHost host, RunRequest request, string by, string key = "once") =>
        host.Get<RunStarter>().StartAsync(request, new(by, by, Channel.Api), key, TestContext.Current.CancellationToken);
}
