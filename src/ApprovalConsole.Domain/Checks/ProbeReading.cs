using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Checks;

/// <summary>What one look-up of a probe came to.</summary>
/// <param name="Evidence">What was looked up, and when it was asked for; null where nothing can be said.</param>
/// <param name="Why">Why nothing can be said; empty where something can.</param>
public sealed record ProbeReading(ProbeFinding Finding, Fact? Evidence, string Why = "")
{
    /// <param name="arguments">Of the call.</param>
    /// <param name="needed">What has to be asked first.</param>
    /// <returns>Null while something is needed.</returns>
    public static ProbeReading? Of(ProbeRule rule, JsonElement arguments, CallContext context, out ImmutableArray<Question> needed)
    {
        var inquiry = new Inquiry(arguments, context);
        var looked = inquiry.Read(rule with { Path = rule.Path ?? "" }, Binding.None);
        needed = inquiry.Needed;
        return looked switch
        {
            LookedUp.Pending => null,
            LookedUp.Values { Items: [var item] } when inquiry.Facts is [var fact] => Judge(rule, item, fact),
            LookedUp.Values => CouldNotCheck($"{rule.Tool} answered nothing at {rule.Path}"),
            LookedUp.Absent { Hole: var hole } => CouldNotCheck($"the call has no {{{hole}}}"),
            LookedUp.CouldNotCheck { Why: var why } => CouldNotCheck(why),
            _ => CouldNotCheck($"{rule.Tool} answered with an error"),
        };
    }

    public static ProbeReading CouldNotCheck(string why) => new(ProbeFinding.CouldNotCheck, null, why);

    private static ProbeReading Judge(ProbeRule rule, JsonElement item, Fact fact)
    {
        // A bare word is how many tools say no.
        if (rule.Path is null or "" && item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return CouldNotCheck($"{rule.Tool} answered neither an object nor a list");
        if (!ConditionSchema.TryCompile(rule.Happened, out var happened, out _)) return CouldNotCheck("the probe's condition cannot be checked in full");
        var findings = happened.Evaluate(item);
        if (findings.Any(CompiledRule.IsUndecided)) return CouldNotCheck($"the answer of {rule.Tool} could not be judged");
        return new(findings.IsEmpty ? ProbeFinding.Found : ProbeFinding.NotFound, fact);
    }
}
