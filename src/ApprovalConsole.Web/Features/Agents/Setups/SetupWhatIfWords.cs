using System.Globalization;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Setups;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>What would have been, in one sentence.</summary>
public static class SetupWhatIfWords
{
    public static string Of(SetupPreviewView view)
    {
        if (view.Total == 0) return "No run of this agent is recorded yet, so there is nothing to compare with.";
        var changed = view.Changed.Length switch { 0 => "none would have gone otherwise", 1 => "one would have gone otherwise", var count => $"{count} would have gone otherwise" };
        var unknown = view.Unknown == 0 ? "" : $", and of {view.Unknown} it cannot be told";
        return $"Of the last {(view.Total == 1 ? "run" : $"{view.Total} runs")}, {changed}{unknown}. What the model would have said is not known: only its bounds are compared.";
    }

    public static string Of(PreviewedMoney money) => money.Calls == 0
        ? $"No call of this model is recorded in the last {money.Days} days, so there is nothing to compare with."
        : $"In the last {money.Days} days {(money.Calls == 1 ? "one call" : $"{money.Calls.ToString("#,0", CultureInfo.InvariantCulture)} calls")} came to {Usd(money.WasUsd)}; at this price {(money.Calls == 1 ? "it" : "they")} would have come to {Usd(money.WouldBeUsd)}.";

    public static string Of(PreviewedSpend spend)
    {
        var window = spend.Window == BudgetScope.Ever ? "In all" : $"In {spend.Window}";
        var used = spend.UsedUpOn is { } day ? $"; this limit would have been used up on {Day(day)}, and nothing would have gone out since" : $"; {Usd(spend.LimitUsd - spend.SpentUsd)} of this limit would be left";
        var told = spend.Reached.IsEmpty ? "" : $" People would have been told {string.Join(", ", spend.Reached.Select(r => string.Create(CultureInfo.InvariantCulture, $"at {r.Share * 100:0.##} % on {Day(r.On)}")))}.";
        var goneOn = spend is { UsedUpOn: null, Forecast.ExhaustedOn: { } on } ? $" At the pace of the last seven days it is gone on {Day(on)}." : "";
        return $"{window} {Usd(spend.SpentUsd)} are spent{used}.{told}{goneOn}";
    }

    private static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    private static string Usd(decimal usd) => usd.ToString("$#,0.00####", CultureInfo.InvariantCulture);
}
