using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>Budgets as people see and set them.</summary>
public sealed class BudgetControl
{
    private readonly BudgetBook _book;
    private readonly BudgetCounters _counters;
    private readonly BudgetQueue _queue;
    private readonly SpendQuery _spend;
    private readonly AgentCatalog _agents;
    private readonly BlockList _blocks;
    private readonly RefusedAttempts _attempts;
    private readonly TimeProvider _time;
    private readonly bool _oneMayWeaken;

    internal BudgetControl(
        BudgetBook book, BudgetCounters counters, BudgetQueue queue, SpendQuery spend, AgentCatalog agents, BlockList blocks, RefusedAttempts attempts, TimeProvider time, bool oneMayWeaken)
    {
        (_book, _counters, _queue, _spend, _agents, _blocks, _attempts, _time, _oneMayWeaken) = (book, counters, queue, spend, agents, blocks, attempts, time, oneMayWeaken);
    }

    /// <summary>Every budget in force: the console's first, then each agent's.</summary>
    public async Task<IReadOnlyList<BudgetView>> AllAsync(CancellationToken ct)
    {
        var views = new List<BudgetView>();
        var budgets = _book.Now.All.OrderBy(b => BudgetScope.Read(b.Scope)!.Agent, StringComparer.Ordinal).ToList();
        var counts = await _counters.ReadAsync(budgets.Select(b => b.Scope), ct);
        foreach (var budget in budgets) views.Add(await ViewOfAsync(budget, counts, ct));
        return views;
    }

    public async Task<BudgetView?> FindAsync(string scope, CancellationToken ct) =>
        _book.Now[scope] is { IsLaidDown: true } budget ? await ViewOfAsync(budget, await _counters.ReadAsync([scope], ct), ct) : null;

    /// <summary>The budgets that an agent's next run would find used up, or nearly so.</summary>
    public async Task<IReadOnlyList<BudgetView>> ScarceForAsync(string agent, CancellationToken ct) =>
        [.. (await AllAsync(ct)).Where(b => BudgetScope.Read(b.Scope)!.Counts(agent) && IsScarce(b))];

    /// <summary>The run's next model call is kept until there is room in its budgets.</summary>
    public bool HasWaiting(string runId) => _queue.Contains(runId);

    /// <summary>Used up, or nearly so.</summary>
    public static bool IsScarce(BudgetView budget) => budget.SpentUsd >= budget.LimitUsd * ScarceShare;

    private const decimal ScarceShare = 0.95m;

    /// <summary>True where another admin has to agree to these terms.</summary>
    public bool NeedsSecondAdmin(string scope, BudgetTerms terms) => !_oneMayWeaken && _book.Now[scope].Terms is { } now && terms.IsWeakerThan(now);

    /// <summary>Lays a budget down: less at once, more once another admin agrees.</summary>
    /// <param name="expectedVersion">Of the budget that was looked at; null: whatever it is.</param>
    /// <returns>The id of the change that waits; null where it holds already, or why not.</returns>
    public async Task<(string? ChangeId, Refusal? Refusal)> SetAsync(string scope, BudgetTerms terms, int? expectedVersion, Actor by, CancellationToken ct)
    {
        if (BudgetScope.Read(scope) is not { } read)
            return (null, new(RefusalCode.UnknownBudget, "A budget is named month, total, agent:NAME:month or agent:NAME:total."));
        if (read.Agent is { } agent && _agents.WhyNoBudget(agent) is { } why) return (null, new(RefusalCode.UnknownAgent, $"{scope} {why}."));
        var id = Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");
        var ruling = await SendAsync("budget", scope, by, new BudgetCommand.LayDown(read, terms, expectedVersion, id, _oneMayWeaken, by, _time.GetUtcNow()), ct);
        return ruling is Ruling<BudgetEvent>.Refused { Refusal: var refusal } ? (null, refusal)
            : (ruling is Ruling<BudgetEvent>.Accepted { Events: [BudgetEvent.ChangeProposed change] } ? change.ChangeId : null, null);
    }

    /// <summary>Agrees, as another admin than the one who proposed: it holds from the next call on.</summary>
    public async Task<Refusal?> ConfirmAsync(string scope, string changeId, Actor by, CancellationToken ct)
    {
        await CloseLapsedAsync(ct);
        return (await SendAsync("budget confirmation", scope, by, new BudgetCommand.Confirm(scope, changeId, by, _time.GetUtcNow()), ct) as Ruling<BudgetEvent>.Refused)?.Refusal;
    }

    /// <summary>Closes what somebody proposed who has been blocked since: nobody can agree to it any more.</summary>
    internal async Task CloseLapsedAsync(CancellationToken ct)
    {
        foreach (var budget in _book.Now.All.ToList())
            if (budget.Change is { } change && _blocks.Voids(change.By, change.At)) await _book.SendAsync(new BudgetCommand.Reject(budget.Scope, change.ChangeId, Actor.Console, _time.GetUtcNow()), ct);
    }

    public async Task<Refusal?> RejectAsync(string scope, string changeId, Actor by, CancellationToken ct) =>
        (await SendAsync("budget rejection", scope, by, new BudgetCommand.Reject(scope, changeId, by, _time.GetUtcNow()), ct) as Ruling<BudgetEvent>.Refused)?.Refusal;

    /// <summary>A change that somebody else can still agree to.</summary>
    internal BudgetEvent.ChangeProposed? OpenChange(Budget budget) => budget.Change is { } change && change.Version == budget.Version && !_blocks.Voids(change.By, change.At) ? change : null;

    /// <summary>What these terms would have made of what was spent in the window that is open now.</summary>
    internal async Task<PreviewedSpend?> PreviewAsync(string scope, BudgetTerms tried, CancellationToken ct)
    {
        if (await FindAsync(scope, ct) is not { } now) return null;
        var (spent, reached, usedUp) = (0m, new List<ReachedShare>(), (DateOnly?)null);
        foreach (var day in now.ByDay)
        {
            reached.AddRange(tried.Alerts.Order().Where(a => !tried.Reaches(spent, a) && tried.Reaches(spent + day.CostUsd, a)).Select(a => new ReachedShare(a, day.Day)));
            spent += day.CostUsd;
            usedUp ??= spent >= tried.LimitUsd && spent > 0 ? day.Day : null;
        }

        var forecast = BudgetForecast.Of(BudgetScope.Read(scope)!, tried.LimitUsd, now.SpentUsd, now.ByDay.Select(d => (d.Day, d.CostUsd)), _time.GetUtcNow());
        return new(now.Month, now.SpentUsd, tried.LimitUsd, usedUp, [.. reached], forecast);
    }

    private async Task<Ruling<BudgetEvent>> SendAsync(string what, string scope, Actor by, BudgetCommand command, CancellationToken ct)
    {
        var ruling = await _book.SendAsync(command, ct);
        if (ruling is Ruling<BudgetEvent>.Refused { Refusal: var refusal }) await _attempts.NoteAsync(what, by, null, scope, refusal);
        else _queue.Settled(); // who waits for money may have some now
        return ruling;
    }

    private async Task<BudgetView> ViewOfAsync(Budget budget, BudgetCounts counts, CancellationToken ct)
    {
        var (scope, terms, now) = (BudgetScope.Read(budget.Scope)!, budget.Terms!, _time.GetUtcNow());
        var window = scope.WindowAt(now);
        var count = counts.Of(budget.Scope, window, terms.LimitUsd) ?? default;
        var days = await _spend.ByDayAsync(scope, ct);
        var forecast = BudgetForecast.Of(scope, terms.LimitUsd, count.SpentUsd, days.Select(d => (d.Day, d.CostUsd)), now);
        return new(
            budget.Scope, scope.Agent, window, terms.LimitUsd, count.SpentUsd, count.ReservedUsd, budget.Version, scope.RenewsAfter(now), forecast, terms.Alerts,
            [.. budget.Said.Where(s => s.Window == window)],
            [.. days.Where(d => !scope.IsMonthly || scope.WindowAt(d.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)) == window)],
            OpenChange(budget) is { } change ? new(change.ChangeId, change.LimitUsd, change.Alerts, change.By.Name, change.At) : null)
        {
            By = budget.By?.Name, ConfirmedBy = budget.ConfirmedBy?.Name,
        };
    }
}
