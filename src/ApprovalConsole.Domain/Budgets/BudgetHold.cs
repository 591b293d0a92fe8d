namespace ApprovalConsole.Domain.Budgets;

/// <summary>What a model call has reserved of a budget.</summary>
/// <param name="Scope"><see cref="BudgetScope"/> as a word.</param>
/// <param name="Window">The month of the reservation, wherever the call ends; or <see cref="BudgetScope.Ever"/>.</param>
public sealed record BudgetHold(string Scope, string Window, decimal Usd);
