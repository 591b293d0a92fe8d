using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Patterns;

namespace ApprovalConsole.Domain.Schemas.Evaluation;

/// <summary>One evaluation of one value: counts the work and stops it, for good, where it passes a bound.</summary>
/// <remarks>A stop is no ordinary failure: inside a <c>not</c> a failure would pass. Once stopped, the stop is the only finding.</remarks>
internal sealed class SchemaEvaluation
{
    private SchemaFinding? _stop;
    private int _operations;
    private int _depth;
    private TimeSpan _patternTime;

    private SchemaEvaluation(bool assertFormats) => AssertFormats = assertFormats;

    internal bool AssertFormats { get; }

    internal bool IsStopped => _stop is not null;

    /// <param name="seen">What the schema spoke of, at every depth; null where evaluation was stopped.</param>
    internal static ImmutableArray<SchemaFinding> Of(Subschema schema, JsonElement value, bool assertFormats, out Seen? seen)
    {
        var evaluation = new SchemaEvaluation(assertFormats);
        var findings = new List<SchemaFinding>();
        var root = Application.AtRoot(evaluation, schema, value, findings);
        var holds = root.Run();
        seen = evaluation.IsStopped ? null : root.Seen;
        if (evaluation._stop is { } stop)
            return [stop];
        // A schema that failed without saying why must not read as valid.
        return holds || findings.Count > 0 ? [.. findings] : [new("", "schema", "The value does not satisfy the schema.")];
    }

    /// <returns>False, once and for all, when the budget is used up.</returns>
    internal bool Spend(int operations, Trail at)
    {
        if (_operations > EvaluationBounds.Operations - operations)
            Stop(new(at.ToString(), "tooComplex", "Checking this value against the schema takes more work than is allowed.", "a smaller value"));
        else
            _operations += operations;
        return !IsStopped;
    }

    internal bool Enter(Trail at)
    {
        if (++_depth > EvaluationBounds.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            Stop(new(at.ToString(), "tooComplex", "Checking this value leads through too many schemas inside one another.", "a flatter value"));
        return !IsStopped;
    }

    internal void Leave() => _depth--;

    internal void StopAtCycle(Trail at) =>
        Stop(new(at.ToString(), "referenceCycle", "The schema's references lead back to themselves without looking further into the value.", "a tool whose schema ends"));

    internal bool Matches(EcmaPattern pattern, string text, Trail at)
    {
        // A pattern's own work grows with the text; 64 units weigh about as much as one application.
        if (!Spend(1 + text.Length / 64, at))
            return false;
        var (matches, took) = pattern.Match(text);
        _patternTime += took;
        if (matches is null || _patternTime > EvaluationBounds.AllPatternMatches)
            Stop(new(at.ToString(), "patternTimeout", "Matching the schema's pattern took too long, so the value is refused.", pattern.Source));
        return matches ?? false;
    }

    private void Stop(SchemaFinding finding) => _stop ??= finding;
}
