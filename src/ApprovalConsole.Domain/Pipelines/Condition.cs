using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Whether something is so. What is absent or cannot be compared makes it neither true nor false, also when it is negated.</summary>
public abstract record Condition
{
    private Condition() { }

    /// <returns>Null where it cannot be told.</returns>
    public abstract bool? Holds(FlowScope scope);

    /// <summary>As people read it.</summary>
    public abstract string Words { get; }

    /// <summary>The templates in it.</summary>
    public abstract IEnumerable<JsonElement> Templates { get; }

    /// <param name="Operator"><c>==</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> or <c>&gt;=</c>.</param>
    public sealed record Compare(JsonElement Value, string Operator, JsonElement With) : Condition
    {
        public override string Words => $"{Value} {Operator} {With}";

        public override IEnumerable<JsonElement> Templates => [Value, With];

        public override bool? Holds(FlowScope scope) =>
            scope.TryFill(Value, out var left, out _) && scope.TryFill(With, out var right, out _) ? Comparison.Holds(left, Operator, right) : null;
    }

    public sealed record OneOf(JsonElement Value, ImmutableArray<JsonElement> Values) : Condition
    {
        public override string Words => $"{Value} in {string.Join(", ", Values)}";

        public override IEnumerable<JsonElement> Templates => [Value, .. Values];

        public override bool? Holds(FlowScope scope) => Any.Of(Values.Select(v => new Compare(Value, "==", v).Holds(scope)));
    }

    /// <summary>The value satisfies a JSON Schema.</summary>
    /// <param name="Source">The schema as it is written.</param>
    public sealed record Matches(JsonElement Value, JsonSchema Schema, JsonElement Source) : Condition
    {
        public override string Words => $"{Value} matches {(Source.ValueKind is JsonValueKind.Object && Source.TryGetProperty("pattern", out var pattern) ? pattern.ToString() : Source.GetRawText())}";

        public override IEnumerable<JsonElement> Templates => [Value];

        public override bool? Holds(FlowScope scope)
        {
            if (!scope.TryFill(Value, out var value, out _)) return null;
            var findings = Schema.Evaluate(value);
            return findings.Any(Tools.CompiledRule.IsUndecided) ? null : findings.IsEmpty;
        }
    }

    public sealed record All(ImmutableArray<Condition> Conditions) : Condition
    {
        public override string Words => string.Join(" and ", Conditions.Select(c => c.Words));

        public override IEnumerable<JsonElement> Templates => Conditions.SelectMany(c => c.Templates);

        public override bool? Holds(FlowScope scope) => !Any.Of(Conditions.Select(c => !c.Holds(scope)));
    }

    public sealed record Any(ImmutableArray<Condition> Conditions) : Condition
    {
        public override string Words => string.Join(" or ", Conditions.Select(c => c.Words));

        public override IEnumerable<JsonElement> Templates => Conditions.SelectMany(c => c.Templates);

        public override bool? Holds(FlowScope scope) => Of(Conditions.Select(c => c.Holds(scope)));

        /// <summary>One that holds is enough, whatever cannot be told of the others.</summary>
        internal static bool? Of(IEnumerable<bool?> each)
        {
            bool? any = false;
            foreach (var one in each)
            {
                if (one is true) return true;
                any = one is null ? null : any;
            }

            return any;
        }
    }

    public sealed record Not(Condition Condition) : Condition
    {
        public override string Words => $"not ({Condition.Words})";

        public override IEnumerable<JsonElement> Templates => Condition.Templates;

        public override bool? Holds(FlowScope scope) => !Condition.Holds(scope);
    }
}
