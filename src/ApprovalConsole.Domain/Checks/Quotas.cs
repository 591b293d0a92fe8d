using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Checks;

/// <summary>How many, and how much, within a sliding window. The word here is a forecast with the numbers; what settles it is the counter row in the
/// transaction that makes the proposal or writes the intent.</summary>
internal static class Quotas
{
    /// <summary>The facts' source that is shown and not compared: other calls move it all the time.</summary>
    public const string FactSource = "quota";

    private const decimal Micro = 1_000_000m;

    public static IEnumerable<Finding> Findings(Tool tool, QuotaRule rule, Inquiry inquiry)
    {
        if (Hold(tool, rule, inquiry.Arguments, inquiry.Context) is not { } hold)
            return [new(Layer.Authorization, rule.SumOf ?? "", "quotaAmount", "What the quota sums is absent, no number, negative or too large.")];
        var question = new Question(QuestionKind.Quota, hold.Scope, CanonicalJson.Of(JsonSerializer.SerializeToElement(new { window = hold.Window.TotalSeconds, except = inquiry.Context.CallId })));
        switch (inquiry.Ask(question))
        {
            case null: return [];
            case Answer.Known known:
                var (count, sum) = (known.Value.GetProperty("count").GetInt64(), known.Value.GetProperty("sumMicros").GetInt64());
                inquiry.Note(FactOf(rule, hold, count, sum, known.At));
                return hold.Allows(count, sum) ? [] : [Exhausted(hold)];
            default: return [Checks.Findings.CouldNotCheck(Layer.Authorization, "", "The counters cannot be read.")];
        }
    }

    public static Finding Exhausted(QuotaHold hold) => new(
        Layer.Authorization, "", "quota", "A quota is used up.",
        string.Join(", ", new[]
        {
            hold.Count is { } count ? string.Create(CultureInfo.InvariantCulture, $"at most {count} calls") : null,
            hold.SumMaxMicros is { } max ? string.Create(CultureInfo.InvariantCulture, $"at most {max / Micro} in sum") : null,
        }.Where(p => p is not null)) + string.Create(CultureInfo.InvariantCulture, $" in {hold.Window.TotalHours:0.##} h"));

    /// <summary>What a call takes of a quota; null where that cannot be said.</summary>
    public static QuotaHold? Hold(Tool tool, QuotaRule rule, JsonElement arguments, CallContext context)
    {
        if (!Duration.TryRead(rule.Window, out var window) || window is not { } length || length <= TimeSpan.Zero) return null;
        if (Amount(rule, arguments) is not { } amount) return null;
        var whose = rule.Per switch { QuotaScope.Principal => context.Principal.Subject.ToString(), QuotaScope.Agent => context.Agent, _ => "" };
        // A hash: the counters hold no names.
        var scope = CanonicalJson.Hash(JsonSerializer.SerializeToElement(new { tool = tool.Id, per = $"{rule.Per}", whose, window = rule.Window, sumOf = rule.SumOf ?? "" }));
        return new(scope, length, amount, rule.Count, rule.SumMax is { } max ? (long)Math.Floor(max * Micro) : null);
    }

    private static long? Amount(QuotaRule rule, JsonElement arguments)
    {
        if (rule.SumOf is not { } path) return 0;
        if (!JsonPointer.TryParse(path, out var pointer)) return null;
        var sum = 0m;
        var any = false;
        foreach (var (_, value) in pointer.Expand(arguments))
        {
            if (value.ValueKind is not JsonValueKind.Number || !value.TryGetDecimal(out var number) || number < 0 || number > 1_000_000_000) return null;
            sum += number;
            any = true;
        }

        return any ? (long)Math.Ceiling(sum * Micro) : null;
    }

    /// <summary>A quota's fact as the answer that it was made from.</summary>
    public static JsonElement Reckoned(JsonElement fact) =>
        JsonSerializer.SerializeToElement(new { count = fact.GetProperty("count").GetInt64(), sumMicros = (long)Math.Ceiling(fact.GetProperty("sum").GetDecimal() * Micro) });

    private static Fact FactOf(QuotaRule rule, QuotaHold hold, long count, long sumMicros, DateTimeOffset at) => new(
        null, FactSource, hold.Scope, $"/{rule.Per.ToString().ToLowerInvariant()}/{rule.Window}",
        CanonicalJson.Of(JsonSerializer.SerializeToElement(new { count, of = rule.Count, sum = sumMicros / Micro, sumOf = rule.SumMax, argument = rule.SumOf })), at);
}
