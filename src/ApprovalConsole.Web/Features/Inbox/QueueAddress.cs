using System.Globalization;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Dealing;
using Microsoft.AspNetCore.WebUtilities;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>A queue as it stands in an address, so that a link shows others the same list.</summary>
public static class QueueAddress
{
    private const NumberStyles Amount = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>What is empty, or no number where one belongs, narrows nothing down.</summary>
    public static QueueFilter Read(string? tool, string? agent, string? min, string? max, string? q, string? handedTo = null, string? escalated = null) => new(Given(tool), Given(agent), AmountOf(min), AmountOf(max), Given(q))
    {
        HandedTo = Given(handedTo), Escalated = Enum.TryParse<EscalationTarget>(escalated, ignoreCase: true, out var role) && Enum.IsDefined(role) ? role : null,
    };

    /// <summary>The query part with its question mark; empty where the queue is all that waits.</summary>
    public static string SuffixOf(QueueFilter queue) => QueryHelpers.AddQueryString("", new Dictionary<string, string?>
    {
        ["q"] = queue.Words, ["tool"] = queue.Tool, ["agent"] = queue.Agent, ["min"] = Text(queue.AtLeast), ["max"] = Text(queue.AtMost), ["for"] = queue.HandedTo, ["escalated"] = queue.Escalated?.ToString(),
    }.Where(part => part.Value is not null));

    /// <returns>Null where the text is no amount.</returns>
    public static decimal? AmountOf(string? text) => decimal.TryParse(text, Amount, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    public static string? Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
