using System.Collections.Concurrent;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>The console by its orchestrator's own door, as its pages go: started, watched, looked at, decided.</summary>
internal sealed class InProcess(BenchmarkConsole console) : IContender
{
    private static readonly Actor Program = new("op", "op", Channel.Api);
    private static readonly Actor Person = new("rev", "rev", Channel.Page);

    private readonly RunStarter _starter = console.Services.GetRequiredService<RunStarter>();
    private readonly RunEvents _events = console.Services.GetRequiredService<RunEvents>();
    private readonly ProposalsQuery _proposals = console.Services.GetRequiredService<ProposalsQuery>();
    private readonly Decisions _decisions = console.Services.GetRequiredService<Decisions>();
    private readonly ConcurrentDictionary<string, (IAsyncEnumerator<RunItem> Watch, string ProposalId)> _waiting = new();

    public string Name => "in process";

    public long Commits => console.Commits;

    public async Task StartAsync(string order)
    {
        var started = await _starter.StartAsync(new("desk", OrderTexts.Request(order), new("customer")), Program, null, CancellationToken.None);
        var watch = _events.WatchAsync(started.Run?.Id ?? throw new InvalidOperationException(started.Refusal?.Message), 0, mayReadHeld: true, CancellationToken.None).GetAsyncEnumerator();
        while (await watch.MoveNextAsync())
        {
            if (watch.Current.Type != BenchmarkConsole.Proposed) continue;
            _waiting[order] = (watch, watch.Current.Data.GetProperty("proposalId").GetString()!);
            return;
        }

        throw new InvalidOperationException($"{order} ended before it waited.");
    }

    public async Task DecideAsync(string order)
    {
        if (!_waiting.TryRemove(order, out var waiting)) throw new InvalidOperationException($"{order} does not wait.");
        var shown = (await _proposals.FindAsync(waiting.ProposalId, new Reader(Person, MayDecide: true), CancellationToken.None))!;
        var answer = await _decisions.DecideAsync(waiting.ProposalId, new("approve", shown.ArgumentsHash, shown.ViewHash), Person, CancellationToken.None);
        if (answer.Refusal is { } refusal) throw new InvalidOperationException(refusal.Message);
        await using var watch = waiting.Watch;
        while (await watch.MoveNextAsync()) { } // to the run's last event
    }

    public ValueTask DisposeAsync() => console.DisposeAsync();
}
