using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas;

/// <summary>
/// A JSON Schema (2020-12; draft-07 where every keyword used means the same), read once and safe to share between threads.
/// </summary>
/// <remarks>
/// Nothing is ever fetched: a reference reaches the schema itself, the documents given along with it and the 2020-12
/// meta-schemas. Evaluation is bounded: what costs more than <see cref="EvaluationBounds"/> allows is refused, not let through.
/// </remarks>
public sealed class JsonSchema
{
    private readonly Subschema _root;

    private JsonSchema(Subschema root) => _root = root;

    /// <param name="schema">The schema's text, parsed.</param>
    /// <param name="compiled">The schema, ready for use; null where the answer is false.</param>
    /// <param name="reason">Why it cannot be used and at which place in it; null where the answer is true.</param>
    /// <param name="rules">What an unknown keyword means; refusal by default.</param>
    /// <param name="knownDocuments">Other schemas that a reference may name, by absolute URI.</param>
    public static bool TryCompile(
        JsonElement schema,
        [NotNullWhen(true)] out JsonSchema? compiled,
        [NotNullWhen(false)] out string? reason,
        SchemaRules rules = SchemaRules.ClosedWorld,
        IReadOnlyDictionary<string, JsonElement>? knownDocuments = null)
    {
        compiled = null;
        reason = null;
        try
        {
            compiled = new(SchemaCompiler.Compile(schema, rules, knownDocuments));
        }
        catch (UnusableSchemaException unusable)
        {
            reason = unusable.Message;
        }
        return compiled is not null;
    }

    /// <summary>The specification's answer: empty means valid. At most <see cref="EvaluationBounds.Findings"/> findings.</summary>
    public ImmutableArray<SchemaFinding> Evaluate(JsonElement instance)
    {
        var faults = ValueFaults.In(instance, exactNumbers: false);
        return faults.IsEmpty ? SchemaEvaluation.Of(_root, instance, assertFormats: false, out _) : faults;
    }

    /// <summary>The boundary's answer for a tool's arguments: empty means they may go on to the next layer.</summary>
    /// <remarks>
    /// On top of the specification: what <see cref="StrictJson"/> refuses is refused, the formats date, date-time, email,
    /// uri and uuid are asserted (code <c>format</c>), and at every depth a member that no part of the schema speaks of is
    /// refused (code <c>unevaluatedProperty</c>). A schema speaks of a member by naming it, by a pattern, or by
    /// <c>additionalProperties</c>; the literal schema <c>true</c> speaks of everything below it.
    /// </remarks>
    public ImmutableArray<SchemaFinding> EvaluateArguments(JsonElement arguments)
    {
        var faults = ValueFaults.In(arguments);
        if (!faults.IsEmpty)
            return faults;
        var findings = SchemaEvaluation.Of(_root, arguments, assertFormats: true, out var seen);
        return seen is null ? findings : [.. findings, .. UnevaluatedMembers.Of(arguments, seen)];
    }
}
