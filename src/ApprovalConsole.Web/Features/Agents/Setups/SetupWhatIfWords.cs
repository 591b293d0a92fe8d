using System.Globalization;
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

    private static string Usd(decimal usd) => usd.ToString("$#,0.00####", CultureInfo.InvariantCulture);
}
