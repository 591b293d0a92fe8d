using System.Globalization;
using ApprovalConsole.Orchestrator.Suggestions;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Tools.Suggesting;

/// <summary>A rule to consider, and the numbers that it rests on, in words.</summary>
internal static class SuggestionWords
{
    public static string Rule(RuleSuggestion suggestion) => suggestion.From == suggestion.To
        ? $"Where {suggestion.Argument} is {Number(suggestion.To)}, nobody is asked"
        : $"Where {suggestion.Argument} is from {Number(suggestion.From)} to {Number(suggestion.To)}, nobody is asked";

    public static string Why(RuleSuggestion suggestion) =>
        $"{Amounts.Whole(suggestion.Approvals)} approved by {People(suggestion.People)} in {suggestion.Days} days; none up to {Number(suggestion.To)} was edited, rejected, taken back or of unknown outcome. At most {Amounts.Whole(suggestion.ADay)} a day, {Amounts.Whole(suggestion.ADayForOne)} for one user.{Left(suggestion.Unproven)}";

    private static string Left(int unproven) => unproven switch
    {
        0 => "",
        1 => " One more does not count: it was approved in under 2 s, or nobody knows how fast.",
        _ => $" {Amounts.Whole(unproven)} more do not count: they were approved in under 2 s, or nobody knows how fast.",
    };

    private static string People(int count) => count == 1 ? "one person, who alone reviews," : $"{count} people";

    private static string Number(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);
}
