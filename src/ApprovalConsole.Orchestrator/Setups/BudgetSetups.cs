using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator.Budgets;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>Budgets, as what admins lay down in versions.</summary>
public sealed class BudgetSetups : ISetups
{
    private readonly BudgetBook _book;
    private readonly BudgetControl _control;

    internal BudgetSetups(BudgetBook book, BudgetControl control) => (_book, _control) = (book, control);

    public SetupView? Find(SetupScope scope)
    {
        if (_book.Now[scope.Name] is not { Terms: { } terms } budget) return null;
        var settings = _book.Now.Settings.GetValueOrDefault(scope.Name);
        return new(
            scope, BudgetSetup.Of(terms), budget.Version, BudgetSetup.Of(settings ?? terms with { LimitUsd = 0 }),
            [.. budget.Sets.Select((s, i) => new SetupVersionView(i + 1, s.Set.At, s.Set.By.Name, s.Set.ConfirmedBy?.Name, BudgetSetup.Of(s.Set.Terms), s.IsGenuine)).Reverse()],
            _control.OpenChange(budget) is { } change ? new(change.ChangeId, change.Version, change.At, change.By.Name, BudgetSetup.Of(change.Terms)) : null)
        {
            IsInSettings = settings is not null, IsShut = budget.Sets is [.., (_, false)],
            HasDrifted = budget.Sets is [.., ({ SettingsUsd: var known }, true)] && settings is { LimitUsd: var says } && says != known,
        };
    }

    public IReadOnlyList<(string Key, string Problem)> FaultsOf(SetupScope scope, Setup setup) =>
        ((BudgetSetup)setup).Terms.FaultAt is { } fault ? [fault] : [];

    public bool IsProposer(SetupScope scope, Actor by) => _book.Now[scope.Name].Change is { } change && by.IsSameAs(change.By);

    public IReadOnlyList<string> WhySecondAdmin(SetupScope scope, Setup setup) =>
        setup is BudgetSetup budget && _book.Now[scope.Name].Terms is { } now && _control.NeedsSecondAdmin(scope.Name, budget.Terms) ? [.. budget.WeakerThan(BudgetSetup.Of(now))] : [];

    public Task<(string? ChangeId, Refusal? Refusal)> SetAsync(SetupScope scope, Setup setup, int edited, Actor by, CancellationToken ct) =>
        _control.SetAsync(scope.Name, ((BudgetSetup)setup).Terms, edited, by, ct);

    public Task<Refusal?> ConfirmAsync(SetupScope scope, string changeId, Actor by, CancellationToken ct) => _control.ConfirmAsync(scope.Name, changeId, by, ct);

    public Task<Refusal?> RejectAsync(SetupScope scope, string changeId, Actor by, CancellationToken ct) => _control.RejectAsync(scope.Name, changeId, by, ct);
}
