using System.Globalization;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>Budgets in words.</summary>
internal static class BudgetWords
{
    public static string Scope(string scope) => BudgetScope.Read(scope) switch
    {
        { Agent: null, IsMonthly: true } => "The console, a month",
        { Agent: null } => "The console, in total",
        { Agent: { } agent, IsMonthly: true } => $"Agent {agent}, a month",
        { Agent: { } agent } => $"Agent {agent}, in total",
        null => scope,
    };

    public static string Left(BudgetView budget) => budget.SpentUsd > budget.LimitUsd
        ? $"{Amounts.Usd(budget.SpentUsd - budget.LimitUsd)} more than that is spent: nothing goes out any more"
        : $"{Amounts.Usd(budget.LimitUsd - budget.SpentUsd)} left";

    public static string Renews(BudgetView budget) => budget.RenewsAt is { } at ? $"{budget.Month}, renews on {Day(DateOnly.FromDateTime(at.UtcDateTime))} (UTC)" : "does not renew";

    public static string Forecast(BudgetView budget) => budget.Forecast switch
    {
        null => "No forecast: it needs spending on two days of the last seven.",
        { ExhaustedOn: { } day } f => $"At the pace of the last seven days, {Amounts.Usd(f.PaceUsd)} a day, it is gone on {Day(day)}.",
        { MonthEndUsd: { } end } f => $"At the pace of the last seven days, {Amounts.Usd(f.PaceUsd)} a day, {Amounts.Usd(end)} are spent by the end of the month.",
        { } f => $"At the pace of the last seven days, {Amounts.Usd(f.PaceUsd)} a day, it lasts for more than a year.",
    };

    public static string Reached(BudgetAlert alert) => alert.Threshold is { } threshold ? $"{Share(threshold)} spent" : "more than the limit spent";

    public static string Alerts(IEnumerable<decimal> alerts) => string.Join(", ", alerts.Order().Select(Share)) is { Length: > 0 } words ? $"tells at {words}" : "tells nobody";

    public static string Share(decimal share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");

    public static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    public static string LaidDownBy(BudgetView budget) => budget.By is not { } by ? "from the settings" : budget.ConfirmedBy is { } second ? $"laid down by {by}, confirmed by {second}" : $"laid down by {by}";
}
