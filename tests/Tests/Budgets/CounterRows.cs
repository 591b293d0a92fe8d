using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Budgets;

/// <summary>The budgets' counters: what the rows say, and what the journal alone says.</summary>
internal static class CounterRows
{
    public static async Task<IReadOnlyDictionary<string, (long Reserved, long Spent)>> ReadAsync(ReadPool databases) =>
        await databases.ReadAsync(d => d.Budgets.AsNoTracking().ToDictionaryAsync(b => $"{b.Scope} {b.Window}", b => (b.Reserved, b.Spent)));

    /// <summary>Both, of a database that a console has left behind.</summary>
    public static async Task<(IReadOnlyDictionary<string, (long Reserved, long Spent)> Rows, IReadOnlyDictionary<string, (long Reserved, long Spent)> Reckoned)> OfFolderAsync(string folder)
    {
        using var store = Stores.Of(TestStore.OptionsOf(folder), folder);
        using var reads = new ReadPool(store);
        return (await ReadAsync(reads), await ReckonAsync(reads, new JournalReader(reads)));
    }

    /// <summary>Reckons every counter from events: no state of a run and no code of the counters is used.</summary>
    public static async Task<IReadOnlyDictionary<string, (long Reserved, long Spent)>> ReckonAsync(ReadPool databases, JournalReader reader)
    {
        var counters = new Dictionary<string, (long Reserved, long Spent)>();
        void Move(string key, long reserved, long spent) =>
            counters[key] = counters.GetValueOrDefault(key) is var was ? (was.Reserved + reserved, was.Spent + spent) : default;
        foreach (var id in await databases.ReadAsync(d => d.Runs.AsNoTracking().Select(r => r.Id).ToListAsync()))
        {
            var (agent, open) = ("", (RunEvent.ModelIntended?)null);
            foreach (var (_, @event) in (await reader.ReadAsync<RunEvent>(id, 0, int.MaxValue, CancellationToken.None)).Select(e => (e.Version, e.Event)))
            {
                var charged = @event switch { RunEvent.ModelReplied e => e.Usage, RunEvent.ModelFailed e => e.Charged, _ => (Usage?)null };
                if (@event is RunEvent.Started started) agent = started.Agent;
                if (@event is RunEvent.ModelIntended intended)
                {
                    open = intended;
                    foreach (var hold in open.Budgets ?? []) Move($"{hold.Scope} {hold.Window}", Ceiling(hold.Usd), 0);
                }

                if (charged is not { } usage || open is null) continue;
                foreach (var hold in open.Budgets ?? []) Move($"{hold.Scope} {hold.Window}", -Ceiling(hold.Usd), 0);
                foreach (var scope in BudgetScope.AllOf(agent)) Move($"{scope} {scope.WindowAt(open.At)}", 0, Ceiling(usage.CostUsd));
                open = null;
            }
        }

        return counters;
    }

    private static long Ceiling(decimal usd) => (long)Math.Min(decimal.Ceiling(usd * 1_000_000_000_000m), 100_000_000_000_000_000m);
}
