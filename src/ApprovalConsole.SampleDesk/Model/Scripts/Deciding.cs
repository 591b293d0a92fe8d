using System.Globalization;
using System.Text.RegularExpressions;
using ApprovalConsole.SampleDesk.Model.Reading;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

/// <summary>Answers the questions that the desk's pipelines ask: from the task's words alone, and unknown where they do not say.</summary>
internal static partial class Deciding
{
    private const string Tool = "decide";
    private const string Unknown = "unknown";

    public static bool IsAsked(ChatOptions? options) => (options?.Tools ?? []).Any(t => t.Name == Tool);

    /// <param name="task">Question, answers, and what is given.</param>
    public static Reply Of(string task) => Invoice().Match(task) is { Success: true } invoice && task.Contains("Is this an invoice", StringComparison.Ordinal)
        ? Read(invoice)
        : Sort(task);

    private static Reply Read(Match invoice) => Decide("invoice", 0.95, "It names a number, an order and a total.", invoice.Groups["number"].Value,
        new { number = invoice.Groups["number"].Value, order_id = invoice.Groups["order"].Value, total = decimal.Parse(invoice.Groups["total"].Value, CultureInfo.InvariantCulture) });

    private static Reply Sort(string task)
    {
        (string Answer, Regex Words)[] workflows =
            [("misuse", Misuse()), ("refund", Refund()), ("part", Part()), ("replacement", Replacement()), ("care", Care()), ("tracking", Tracking()), ("credit", Credit())];
        var given = task[(task.IndexOf("Given:", StringComparison.Ordinal) + "Given:".Length)..];
        var found = workflows.Select(w => (w.Answer, Match: w.Words.Match(given))).FirstOrDefault(w => w.Match.Success && task.Contains(w.Answer, StringComparison.Ordinal));
        return found.Answer is null ? Decide(Unknown, 0.3, "Nothing in it says so.", given.Split('"').FirstOrDefault(p => p.Length > 8) ?? given) : Decide(found.Answer, 0.9, $"It says \"{found.Match.Value}\".", found.Match.Value);
    }

    private static Reply Decide(string answer, double confidence, string reason, string quote, object? details = null) => new(
        answer == Unknown ? "I cannot tell." : $"This is {answer}.",
        [details is null
            ? Call.To(Tool, ("answer", answer), ("confidence", confidence), ("reason", reason), ("evidence", new[] { quote }))
            : Call.To(Tool, ("answer", answer), ("confidence", confidence), ("reason", reason), ("evidence", new[] { quote }), ("details", details))]);

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"(?<number>INV-[0-9]+).*?(?<order>#W[0-9]+).*?(?<total>[0-9]+\.[0-9]{2})", Plain | RegexOptions.Singleline)]
    private static partial Regex Invoice();

    [GeneratedRegex(@"when I (?:washed|dropped|cleaned) it", Plain)]
    private static partial Regex Misuse();

    [GeneratedRegex(@"money back|want a refund|please refund", Plain)]
    private static partial Regex Refund();

    [GeneratedRegex(@"one is missing|is missing", Plain)]
    private static partial Regex Part();

    [GeneratedRegex(@"send (?:me )?(?:another|a new)", Plain)]
    private static partial Regex Replacement();

    [GeneratedRegex(@"go into the dishwasher|how do I clean", Plain)]
    private static partial Regex Care();

    [GeneratedRegex(@"dónde está mi pedido|when will it be here", Plain)]
    private static partial Regex Tracking();

    [GeneratedRegex(@"store credit", Plain)]
    private static partial Regex Credit();
}
