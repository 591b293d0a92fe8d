using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Budgets;

/// <summary>An order to the console's budgets. Time and ids arrive in it.</summary>
public abstract record BudgetCommand
{
    private BudgetCommand() { }

    /// <param name="ExpectedVersion">Of the budget that was looked at; null: whatever it is.</param>
    /// <param name="ChangeId">Of the change that this makes, where another admin has to agree.</param>
    /// <param name="OneMayWeaken">One admin is enough: for a demo.</param>
    public sealed record LayDown(BudgetScope Scope, BudgetTerms Terms, int? ExpectedVersion, string ChangeId, bool OneMayWeaken, Actor By, DateTimeOffset At) : BudgetCommand;

    public sealed record Confirm(string Scope, string ChangeId, Actor By, DateTimeOffset At) : BudgetCommand;

    public sealed record Reject(string Scope, string ChangeId, Actor By, DateTimeOffset At) : BudgetCommand;

    /// <summary>So much is spent: whoever is to be told, is.</summary>
    public sealed record Look(string Scope, string Window, decimal SpentUsd, DateTimeOffset At) : BudgetCommand;
}
