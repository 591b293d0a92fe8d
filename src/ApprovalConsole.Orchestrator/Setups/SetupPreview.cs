using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>What other settings would have done to recorded runs, and another price to what was spent. Asks no model and no tool.</summary>
public sealed class SetupPreview
{
    private const int Most = 1000;
    private const int Days = 30;

    private readonly BudgetControl _budgets;
    private readonly SetupBook _book;
    private readonly SetupTargets _targets;
    private readonly ToolCatalog _catalog;
    private readonly ReadPool _databases;
    private readonly JournalReader _reader;
    private readonly TimeProvider _time;

    internal SetupPreview(BudgetControl budgets, SetupBook book, SetupTargets targets, ToolCatalog catalog, ReadPool databases, JournalReader reader, TimeProvider time) =>
        (_budgets, _book, _targets, _catalog, _databases, _reader, _time) = (budgets, book, targets, catalog, databases, reader, time);

    /// <param name="take">The newest so many runs; at most 1000. Of a price, what the last 30 days came to is reckoned anew instead.</param>
    public async Task<(SetupPreviewView? Preview, Refusal? Refusal)> OfAsync(SetupScope scope, Setup tried, int take, CancellationToken ct)
    {
        if (tried is BudgetSetup budget) return await _budgets.PreviewAsync(scope.Name, budget.Terms, ct) is { } spend ? (new(0, [], 0) { Spend = spend }, null) : (null, new(RefusalCode.UnknownBudget, $"There is no budget {scope.Name}."));
        if (_book.Now[$"{scope}"] is null) return (null, new(scope.IsAgent ? RefusalCode.UnknownAgent : RefusalCode.UnknownModel, $"There is no {(scope.IsAgent ? "agent" : "model")} {scope.Name} in the settings."));
        if (_targets.FaultsOf($"{scope}", tried) is [var (key, problem), ..]) return (null, new(RefusalCode.InvalidRequest, $"{key} {problem}."));
        if (tried is PriceSetup price) return (new(0, [], 0) { Money = await MoneyAsync(scope.Name, price.Price.ToPrice(), ct) }, null);
        return (await RunsAsync(scope, tried, Math.Clamp(take, 1, Most), ct), null);
    }

    private async Task<SetupPreviewView> RunsAsync(SetupScope scope, Setup tried, int take, CancellationToken ct)
    {
        var retrial = new Retrial(tried, _catalog);
        var ids = await _databases.ReadAsync(database => database.Runs.AsNoTracking().Where(r => r.Agent == scope.Name).OrderByDescending(r => r.Id).Take(take).Select(r => r.Id).ToListAsync(ct));
        var (changed, unknown) = (ImmutableArray.CreateBuilder<PreviewedRun>(), 0);
        foreach (var id in ids)
        {
            if (await ReadAsync(id, ct) is not { } run) unknown++;
            else if (retrial.Of(run) is { What.IsEmpty: false } other) changed.Add(other);
        }

        return new(ids.Count, changed.ToImmutable(), unknown);
    }

    private Task<PreviewedMoney> MoneyAsync(string model, Price tried, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var since = BudgetStatements.DayOf(_time.GetUtcNow().AddDays(1 - Days));
        var rows = await database.Spend.AsNoTracking().Where(s => s.Route == model && string.Compare(s.Day, since) >= 0).ToListAsync(ct);
        return new PreviewedMoney(
            Days, rows.Sum(r => r.Calls), rows.Sum(r => Picos.ToUsd(r.Cost)), rows.Sum(r => tried.Of(r.InputTokens, r.CachedInputTokens, r.OutputTokens)));
    });

    private async Task<Run?> ReadAsync(string runId, CancellationToken ct)
    {
        try
        {
            return RunEvolution.Fold((await _reader.ReadAsync<RunEvent>(runId, 0, int.MaxValue, ct)).Select(e => e.Event));
        }
        catch (InvalidDataException)
        {
            return null; // written over by hand: nothing is known of it
        }
    }
}

/// <summary>What other settings, or another price, would have done.</summary>
/// <param name="Total">Runs that were looked at.</param>
/// <param name="Unknown">Runs of which nothing can be said: their records were written over, or their texts erased.</param>
public sealed record SetupPreviewView(int Total, ImmutableArray<PreviewedRun> Changed, int Unknown)
{
    /// <summary>Of a price; null otherwise.</summary>
    public PreviewedMoney? Money { get; init; }

    /// <summary>Of a budget; null otherwise.</summary>
    public PreviewedSpend? Spend { get; init; }
}

/// <summary>A run that would have gone otherwise.</summary>
/// <param name="What">How, in words.</param>
/// <param name="IsLooser">It would have gone on, or something would have gone out, that was held.</param>
public sealed record PreviewedRun(string RunId, DateTimeOffset StartedAt, ImmutableArray<string> What, bool IsLooser);

/// <summary>What a model's calls came to, and would have come to.</summary>
public sealed record PreviewedMoney(int Days, long Calls, decimal WasUsd, decimal WouldBeUsd);
