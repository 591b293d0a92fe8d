using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>What model calls have cost, and what those that are out hold, by the events alone: every counter is a function of it.</summary>
/// <param name="seq">Entries of the log that it counts.</param>
/// <param name="root">Of the log when it had that many.</param>
internal sealed class SpendCount(long seq, string root, IEnumerable<SpentInMonth> spent, IEnumerable<OpenModelCall> open)
{
    private readonly Dictionary<(string Agent, string Month), long> _spent = spent.ToDictionary(s => (s.Agent, s.Month), s => s.Picos);
    private readonly Dictionary<string, OpenModelCall> _open = open.ToDictionary(o => o.Run);

    public long Seq { get; private set; } = seq;

    public string Root { get; private set; } = root;

    public IEnumerable<SpentInMonth> Spent => _spent.OrderBy(s => s.Key).Select(s => new SpentInMonth(s.Key.Agent, s.Key.Month, s.Value));

    public IEnumerable<OpenModelCall> Open => _open.Values.OrderBy(o => o.Run, StringComparer.Ordinal);

    public SpendCount Copy() => new(Seq, Root, Spent, Open);

    public SpendCount UpTo(LogState log)
    {
        (Seq, Root) = (log.Size, Convert.ToHexStringLower(log.Root));
        return this;
    }

    /// <param name="agentOf">Of a run.</param>
    public void Add(string run, RunEvent @event, Func<string, string> agentOf)
    {
        switch (@event)
        {
            case RunEvent.ModelIntended e:
                _open[run] = new(run, agentOf(run), e.At, [.. e.Budgets ?? []]);
                break;
            case RunEvent.ModelReplied e:
                Settle(run, e.Usage);
                break;
            case RunEvent.ModelFailed e:
                Settle(run, e.Charged);
                break;
        }
    }

    /// <summary>What the counter must say, in <see cref="Picos"/>.</summary>
    public (long Spent, long Reserved) Of(BudgetScope scope, string window)
    {
        var word = scope.ToString();
        var spent = _spent.Where(s => scope.Counts(s.Key.Agent) && (!scope.IsMonthly || s.Key.Month == window)).Aggregate(0L, (sum, s) => Sum(sum, s.Value));
        return (spent, _open.Values.SelectMany(o => o.Holds).Where(h => h.Scope == word && h.Window == window).Sum(h => Picos.OfCall(h.Usd)));
    }

    private void Settle(string run, Usage usage)
    {
        if (!_open.Remove(run, out var call)) return;
        var month = (call.Agent, new BudgetScope(null, true).WindowAt(call.At));
        _spent[month] = Sum(_spent.GetValueOrDefault(month), Picos.OfCall(usage.CostUsd));
    }

    private static long Sum(long a, long b) => a > Picos.Most - b ? Picos.Most : a + b;
}

/// <summary>Of an agent's calls that were reserved in the month (UTC).</summary>
internal sealed record SpentInMonth(string Agent, string Month, long Picos);

/// <param name="At">When it was reserved.</param>
internal sealed record OpenModelCall(string Run, string Agent, DateTimeOffset At, IReadOnlyList<BudgetHold> Holds);
