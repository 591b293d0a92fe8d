using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Checks;

/// <summary>Are the values plausible? The policy's checks, its facts, the tool's checks in code, and what values must have been seen in.</summary>
internal static class SemanticLayer
{
    public static LayerReport Report(Tool tool, Inquiry inquiry, Lazy<ImmutableArray<GroundedValue>> grounding)
    {
        var policy = tool.Policy;
        ImmutableArray<Finding> findings =
        [
            .. policy.Facts.SelectMany(fact => OfFact(fact, inquiry)),
            .. policy.Checks.SelectMany(check => OfCheck(check, inquiry)),
            .. inquiry.Context.AlsoChecks.SelectMany(check => OfCheck(check, inquiry)),
            .. tool.Checks.SelectMany(check => OfCode(tool, check, inquiry)),
            .. policy.RequireGrounded.SelectMany(required => GroundingRule.Findings(required.Key, required.Value, inquiry.Arguments, grounding)),
        ];
        return policy.Facts.IsEmpty && policy.Checks.IsEmpty && tool.Checks.IsEmpty && policy.RequireGrounded.IsEmpty && inquiry.Context.AlsoChecks.IsEmpty
            ? LayerReport.NoRules : LayerReport.Of(findings);
    }

    private static IEnumerable<Finding> OfFact(FactRule rule, Inquiry inquiry) => (inquiry.Read(rule, Binding.None, rule.Name), rule.Optional) switch
    {
        (LookedUp.Pending, _) => [],
        (LookedUp.Values { Items.IsEmpty: false }, _) => [],
        (LookedUp.CouldNotCheck could, _) => [Findings.CouldNotCheck(Layer.Semantic, "", could.Why)],
        (_, true) => [],
        _ => [new(Layer.Semantic, "", "factMissing", $"What reviewers must see here, {rule.Name}, cannot be looked up.")],
    };

    private static IEnumerable<Finding> OfCheck(CheckRule rule, Inquiry inquiry)
    {
        if (rule.Argument is not { } argument) return Held(rule, inquiry, "", default, Binding.None);
        if (!JsonPointer.TryParse(argument, out var pointer)) return [Findings.CouldNotCheck(Layer.Semantic, argument, "The policy's pointer is malformed.")];
        var parts = pointer.Expand(inquiry.Arguments).ToList();
        if (parts.Count == 0) return rule.Optional ? [] : [Findings.Absent(Layer.Semantic, argument)];
        return parts.SelectMany(part => Emptiness.Of(part.Value)
            ? rule.Optional ? [] : [Findings.Absent(Layer.Semantic, part.Pointer)]
            : Held(rule, inquiry, part.Pointer, part.Value, Binding.Of(pointer, part.Pointer)));
    }

    private static IEnumerable<Finding> Held(CheckRule rule, Inquiry inquiry, string path, JsonElement value, Binding binding)
    {
        if (rule.Range is { } range) return Range(range, path, value);
        if (rule.Window is { } window) return Window(window, path, value, inquiry.Context.Now);
        if (rule.LooksUp is not { } lookUp) return [Findings.CouldNotCheck(Layer.Semantic, path, "The policy's check says nothing.")];
        return inquiry.Read(lookUp, binding) switch
        {
            LookedUp.Pending => [],
            LookedUp.Absent absent when rule.Optional && absent.Hole.StartsWith('/') => [],
            LookedUp.Absent absent => [Findings.Absent(Layer.Semantic, absent.Hole.StartsWith('/') ? absent.Hole : path)],
            LookedUp.CouldNotCheck could => [Findings.CouldNotCheck(Layer.Semantic, path, could.Why)],
            LookedUp.Refused => [NotFound(lookUp, path)],
            LookedUp.Values { Items: var items } => Compared(rule, lookUp, path, value, items),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static IEnumerable<Finding> Compared(CheckRule rule, LookUp lookUp, string path, JsonElement value, ImmutableArray<JsonElement> items) => rule switch
    {
        _ when items.IsEmpty || items.All(i => i.ValueKind is JsonValueKind.Null) => [NotFound(lookUp, path)],
        { Exists: not null } => [],
        { State: { } state } => items.All(i => state.In.Contains(i, JsonEquality.Instance))
            ? [] : [new(Layer.Semantic, path, "state", $"What {lookUp.Tool} says at {lookUp.Path} does not allow this.", string.Join(", ", state.In.Select(Words)))],
        { OneOf: not null } => Flat(items).Contains(value, JsonEquality.Instance)
            ? [] : [new(Layer.Semantic, path, "oneOf", $"The value is none of those that {lookUp.Tool} has at {lookUp.Path}.", Listed([.. Flat(items)]))],
        { Compare: { } compare } => items.All(i => Comparison.Holds(value, compare.Operator, i) is true)
            ? [] : [new(Layer.Semantic, path, "compare", items.Any(i => Comparison.Holds(value, compare.Operator, i) is null)
                ? $"The value cannot be compared with what {lookUp.Tool} has at {lookUp.Path}."
                : $"The value must be {compare.Operator} what {lookUp.Tool} has at {lookUp.Path}.", $"{compare.Operator} {Listed(items)}")],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Finding NotFound(LookUp lookUp, string path) => new(Layer.Semantic, path, "notFound", $"{lookUp.Tool} knows of nothing{(lookUp.Path is { Length: > 0 } at ? $" at {at}" : "")} for this value.");

    private static IEnumerable<Finding> Range(RangeRule range, string path, JsonElement value)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"{range.Min?.ToString(CultureInfo.InvariantCulture) ?? "any"} to {range.Max?.ToString(CultureInfo.InvariantCulture) ?? "any"}");
        if (value.ValueKind is not JsonValueKind.Number) return [new(Layer.Semantic, path, "range", "The value is not a number.", allowed)];
        var number = ExactNumber.Of(value);
        return (range.Min is not { } min || number >= Exact(min)) && (range.Max is not { } max || number <= Exact(max))
            ? [] : [new(Layer.Semantic, path, "range", "The number is out of range.", allowed)];
    }

    private static IEnumerable<Finding> Window(WindowRule window, string path, JsonElement value, DateTimeOffset now)
    {
        var allowed = $"from now {window.From ?? "any"} to now {window.To ?? "any"}";
        if (!Moment.TryRead(value, out var moment)) return [new(Layer.Semantic, path, "window", "The value is neither a date nor an instant with an offset.", allowed)];
        if (!Duration.TryRead(window.From, out var from) || !Duration.TryRead(window.To, out var to)) return [Findings.CouldNotCheck(Layer.Semantic, path, "The policy's window is malformed.")];
        return (from is not { } earliest || moment.End > now + earliest) && (to is not { } latest || moment.Start <= now + latest)
            ? [] : [new(Layer.Semantic, path, "window", "The time is outside the window.", allowed)];
    }

    /// <summary>The tool's own checks in code. What one of them throws is an answer that says nothing.</summary>
    private static ImmutableArray<Finding> OfCode(Tool tool, string check, Inquiry inquiry) =>
        inquiry.Ask(new(QuestionKind.Check, $"{tool.Id}#{check}", CanonicalJson.Of(inquiry.Arguments))) switch
        {
            null => [],
            Answer.Known known => [.. known.Value.Deserialize<CodeFinding[]>()!.Select(f => new Finding(Layer.Semantic, f.Path, f.Code, f.Message, f.Allowed))],
            Answer.NotAnswered unanswered => [Findings.CouldNotCheck(Layer.Semantic, "", unanswered.Why)],
            _ => [Findings.CouldNotCheck(Layer.Semantic, "", $"The check {check} gave no answer.")],
        };

    private static IEnumerable<JsonElement> Flat(ImmutableArray<JsonElement> items) =>
        items.SelectMany(i => i.ValueKind is JsonValueKind.Array ? i.EnumerateArray().AsEnumerable() : [i]);

    private static ExactNumber Exact(decimal number) => ExactNumber.Of(JsonElement.Parse(number.ToString(CultureInfo.InvariantCulture)));

    private static string Listed(ImmutableArray<JsonElement> items)
    {
        const int most = 20;
        return string.Join(", ", items.Take(most).Select(Words)) + (items.Length > most ? $", … ({items.Length} in all)" : "");
    }

    private static string Words(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
