using System.Globalization;
using System.Text.RegularExpressions;

namespace ApprovalConsole.SampleDesk.Model.Reading;

/// <summary>What the scripted model understands of people's words. A real model needs none of this.</summary>
internal static partial class Words
{
    public static bool NamesSomething(string text) => TicketIn(text) is not null || OrderIn(text) is not null || AddressIn(text) is not null;

    public static string? TicketIn(string text) => First(TicketId(), text)?.ToUpperInvariant();
    public static string? OrderIn(string text) => First(OrderId(), text) is { } id ? "#" + id.TrimStart('#').ToUpperInvariant() : null;
    public static string? AddressIn(string text) => First(Address(), text);

    /// <summary>A sum that stands anywhere in a short text, ids apart.</summary>
    public static decimal? AmountIn(string text) =>
        First(Amount(), TicketId().Replace(OrderId().Replace(text, " "), " ")) is { } amount ? decimal.Parse(amount, CultureInfo.InvariantCulture) : null;

    /// <summary>The sum that a customer asks for, as they wrote it: "18.50", or "35 dollars".</summary>
    public static string? SumAskedFor(string text) => AskedSum().Match(text) is { Success: true } match ? match.Groups["sum"].Value : null;

    public static bool WantsRefund(string text) => Refund().IsMatch(text);
    public static bool WantsTracking(string text) => Tracking().IsMatch(text);
    public static bool WantsDeletion(string text) => Deletion().IsMatch(text);
    public static bool WantsStoreCredit(string text) => StoreCredit().IsMatch(text);
    public static bool WantsWatching(string text) => Watching().IsMatch(text);
    public static bool IsSettled(string text) => Settled().IsMatch(text);
    public static bool IsOwnFault(string text) => OwnFault().IsMatch(text);
    public static string? ComplaintIn(string text) => First(Complaint(), text)?.ToLowerInvariant();

    private static string? First(Regex pattern, string text) => pattern.Match(text) is { Success: true } match ? match.Value : null;

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\bT-[0-9]{1,9}\b", Plain)]
    private static partial Regex TicketId();

    [GeneratedRegex(@"#W[0-9]{1,9}\b|\bW[0-9]{3,9}\b", Plain)]
    private static partial Regex OrderId();

    [GeneratedRegex(@"[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", Plain)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<![\w.])[0-9]{1,7}(?:\.[0-9]{1,2})?(?![\w])", Plain)]
    private static partial Regex Amount();

    [GeneratedRegex(@"\brefund(?: me)?(?: of)? \$?(?<sum>[0-9]{1,7}(?:\.[0-9]{1,2})?(?: dollars)?)", Plain)]
    private static partial Regex AskedSum();

    [GeneratedRegex(@"\brefund|\bmoney back\b", Plain)]
    private static partial Regex Refund();

    [GeneratedRegex(@"\btracking\b|\bwhere is\b|\bwhen will\b|¿dónde está", Plain)]
    private static partial Regex Tracking();

    [GeneratedRegex(@"\b(?:delete|close|erase|remove) (?:my|the|their) account\b", Plain)]
    private static partial Regex Deletion();

    [GeneratedRegex(@"\bstore credit\b", Plain)]
    private static partial Regex StoreCredit();

    [GeneratedRegex(@"\bkeep checking\b", Plain)]
    private static partial Regex Watching();

    [GeneratedRegex(@"\byou can close this\b|\ball good now\b", Plain)]
    private static partial Regex Settled();

    [GeneratedRegex(@"\bwhen I (?:washed|dropped|cleaned) it\b", Plain)]
    private static partial Regex OwnFault();

    [GeneratedRegex(@"\b(?:broken|broke|cracked|scratched|missing|damaged|faulty)\b", Plain)]
    private static partial Regex Complaint();
}
