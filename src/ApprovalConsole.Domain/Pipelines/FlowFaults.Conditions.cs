using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Conditions: whether they can be so, and can be otherwise. One that is decided before any run is a mistake, for nobody writes a way that is always or never taken.</summary>
public sealed partial class FlowFaults
{
    private static readonly string[] Ordered = ["integer", "number", "string"];

    private void LookAtCondition(Condition condition, string path, Visible visible)
    {
        switch (condition)
        {
            case Condition.All all:
                foreach (var (each, i) in all.Conditions.Select((c, i) => (c, i))) LookAtCondition(each, $"{path}/all/{i}", visible);
                break;
            case Condition.Any any:
                foreach (var (each, i) in any.Conditions.Select((c, i) => (c, i))) LookAtCondition(each, $"{path}/any/{i}", visible);
                break;
            case Condition.Not not:
                LookAtCondition(not.Condition, $"{path}/not", visible);
                break;
            case Condition.Compare compare:
                LookAtComparison(new(compare.Value, LookAtTemplate(compare.Value, $"{path}/value", visible)), compare.Operator, new(compare.With, LookAtTemplate(compare.With, $"{path}/{compare.Operator}", visible)), path);
                break;
            case Condition.OneOf oneOf:
                var value = new Side(oneOf.Value, LookAtTemplate(oneOf.Value, $"{path}/value", visible));
                foreach (var (word, i) in oneOf.Values.Select((w, i) => (w, i))) LookAtComparison(value, "==", new(word, LookAtTemplate(word, $"{path}/in/{i}", visible)), $"{path}/in/{i}");
                break;
            case Condition.Matches matches:
                LookAtMatch(matches, new(matches.Value, LookAtTemplate(matches.Value, $"{path}/value", visible)), path);
                break;
        }
    }

    private void LookAtComparison(Side left, string @operator, Side right, string path)
    {
        if (!FlowTypes.MayFit(left.Types, right.Types)) Add(path, $"compares {InWords(left.Types)} with {InWords(right.Types)}");
        else if (left.IsFixed && right.IsFixed) Add(path, $"compares {left.Template.GetRawText()} with {right.Template.GetRawText()}, which both stand here: it is {InWords(Comparison.Holds(left.Fixed, @operator, right.Fixed))}, whatever a run brings");
        else if (@operator is not ("==" or "!=") && (left.WhyWithoutOrder ?? right.WhyWithoutOrder) is { } why) Add(path, $"asks for {@operator} of {why}: only numbers, dates and times have an order");
        else if (right.IsFixed && left.Words is { } words && !words.Any(w => JsonEquality.Instance.Equals(w, right.Fixed)))
            Add(path, $"compares with {right.Template.GetRawText()}, which it can never be; there are {string.Join(", ", words.Select(w => w.GetRawText()))}");
    }

    private void LookAtMatch(Condition.Matches matches, Side value, string path)
    {
        if (value.IsFixed) Add(path, $"matches {value.Template.GetRawText()}, which stands here: it is {InWords(matches.Schema.Evaluate(value.Fixed).IsEmpty)}, whatever a run brings");
        else if (!FlowTypes.MayFit(value.Types, FlowTypes.Of(matches.Source))) Add($"{path}/matches", $"is for {InWords(FlowTypes.Of(matches.Source))}, and the value is {InWords(value.Types)}: it can never be so");
        else if (!value.Types.IsEmpty && FlowTypes.SpokenOf(matches.Source) is { IsEmpty: false } spokenOf && !FlowTypes.MayFit(value.Types, spokenOf))
            Add($"{path}/matches", $"says something of {InWords(spokenOf)} only, and the value is {InWords(value.Types)}: it would always be so");
    }

    private static string InWords(ImmutableArray<string> types) => string.Join(" or ", types);

    private static string InWords(bool? holds) => holds switch { true => "always so", false => "never so", _ => "neither so nor not so" };

    /// <summary>One side of a condition.</summary>
    /// <param name="Schema">What is known of the value.</param>
    private readonly record struct Side(JsonElement Template, JsonElement? Schema)
    {
        public bool IsFixed => !FlowScope.PlacesIn(Template).Any();

        public JsonElement Fixed => FlowScope.Literal(Template);

        public ImmutableArray<string> Types => IsFixed ? [FlowTypes.TypeOf(Template)] : FlowTypes.Of(Schema);

        /// <summary>The values that there are; null where that is not known.</summary>
        public IReadOnlyList<JsonElement>? Words => Schema is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty("enum", out var words) ? [.. words.EnumerateArray()] : null;

        /// <summary>What it is for sure that is neither less nor more than anything; null where it may be.</summary>
        public string? WhyWithoutOrder => IsFixed && Fixed.ValueKind is JsonValueKind.String && !Moment.TryRead(Fixed, out _) ? Template.GetRawText()
            : Types is { IsEmpty: false } types && !types.Any(Ordered.Contains) ? InWords(types) : null;
    }
}
