using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Patterns;

namespace ApprovalConsole.Domain.Schemas.Evaluation;

/// <summary>One schema applied to one value: what a keyword sees, and the ways it can pass the value on.</summary>
internal sealed class Application
{
    private readonly SchemaEvaluation _evaluation;
    private readonly Subschema _schema;
    private readonly DynamicScope _scope;
    private readonly Application? _aroundSameValue;
    private readonly List<SchemaFinding>? _findings;

    private Application(
        SchemaEvaluation evaluation, Subschema schema, JsonElement value, Trail trail, DynamicScope? scope, Application? aroundSameValue,
        List<SchemaFinding>? findings)
    {
        (_evaluation, _schema, Value, Trail, _aroundSameValue, _findings) = (evaluation, schema, value, trail, aroundSameValue, findings);
        _scope = DynamicScope.Enter(schema.Resource, scope);
    }

    internal JsonElement Value { get; }

    internal Trail Trail { get; }

    internal Seen Seen { get; } = new();

    internal bool AssertsFormats => _evaluation.AssertFormats;

    /// <summary>Nobody reads the findings, so the first one may be the last.</summary>
    internal bool IsSilent => _findings is null;

    internal static Application AtRoot(SchemaEvaluation evaluation, Subschema schema, JsonElement value, List<SchemaFinding> findings) =>
        new(evaluation, schema, value, Trail.Root, null, null, findings);

    internal bool Run()
    {
        var holds = _evaluation.Enter(Trail) && _evaluation.Spend(1, Trail) && !IsInCycle() && (_schema.Literal ?? AllHold());
        if (_schema.Literal is not null)
            Seen.Open();
        if (_schema.Literal == false)
            Fail("notAllowed", "Nothing is allowed here.");
        _evaluation.Leave();
        return holds && !_evaluation.IsStopped;
    }

    /// <summary>Applies a schema that must hold for the same value.</summary>
    internal bool Also(Subschema schema)
    {
        var also = Nested(schema, _findings);
        var holds = also.Run();
        // Kept even where it failed: this value has failed then, and members it named are not news to report as unknown.
        Seen.Merge(also.Seen);
        return holds;
    }

    /// <summary>Applies a schema that may hold for the same value. What it saw counts only once it is kept.</summary>
    internal Attempt Try(Subschema schema)
    {
        List<SchemaFinding>? findings = IsSilent ? null : [];
        var attempt = Nested(schema, findings);
        return new(attempt.Run(), attempt.Seen, findings ?? []);
    }

    /// <summary>Applies a schema that is only asked: a condition, whose findings nobody reads.</summary>
    internal Attempt Ask(Subschema schema)
    {
        var question = Nested(schema, null);
        return new(question.Run(), question.Seen, []);
    }

    internal bool Member(string name, JsonElement value, Subschema schema)
    {
        var below = new Application(_evaluation, schema, value, Trail.To(name), _scope, null, _findings);
        var holds = below.Run();
        Seen.Add(name, below.Seen);
        return holds;
    }

    internal bool Item(int index, JsonElement value, Subschema schema)
    {
        var below = new Application(_evaluation, schema, value, Trail.To(index), _scope, null, _findings);
        var holds = below.Run();
        Seen.Add(index, below.Seen);
        return holds;
    }

    /// <summary>Asks about an item; it counts as seen only where the schema holds.</summary>
    internal bool AskItem(int index, JsonElement value, Subschema schema)
    {
        var below = new Application(_evaluation, schema, value, Trail.To(index), _scope, null, null);
        if (!below.Run())
            return false;
        below.Seen.Close();
        Seen.Add(index, below.Seen);
        return true;
    }

    /// <summary>Asks about the name of a member, as if it were a value.</summary>
    internal bool AskName(JsonElement name, Subschema schema) => new Application(_evaluation, schema, name, Trail, _scope, null, null).Run();

    internal Subschema? OutermostInScope(string dynamicAnchor) => _scope.Outermost(dynamicAnchor);

    internal bool Spend(int operations) => _evaluation.Spend(operations, Trail);

    internal bool Matches(EcmaPattern pattern, string text) => _evaluation.Matches(pattern, text, Trail);

    /// <summary>Reports that a keyword does not hold.</summary>
    /// <returns>False, so that a keyword can return it.</returns>
    internal bool Fail(string code, string message, string? allowed = null) => Fail(Trail, code, message, allowed);

    internal bool Fail(Trail at, string code, string message, string? allowed = null)
    {
        if (_findings is { Count: < EvaluationBounds.Findings })
            _findings.Add(new(at.ToString(), code, message, allowed));
        return false;
    }

    /// <summary>Passes on the findings of an attempt that explains a failure best.</summary>
    internal void Report(IEnumerable<SchemaFinding> findings) => _findings?.AddRange(findings.Take(EvaluationBounds.Findings - _findings.Count));

    private Application Nested(Subschema schema, List<SchemaFinding>? findings) => new(_evaluation, schema, Value, Trail, _scope, this, findings);

    private bool AllHold()
    {
        var holds = true;
        foreach (var keyword in _schema.Keywords)
        {
            holds &= keyword.Holds(this);
            if (_evaluation.IsStopped || (!holds && IsSilent))
                return false;
        }
        return holds;
    }

    private bool IsInCycle()
    {
        for (var around = _aroundSameValue; around is not null; around = around._aroundSameValue)
        {
            if (!ReferenceEquals(around._schema, _schema))
                continue;
            _evaluation.StopAtCycle(Trail);
            return true;
        }
        return false;
    }
}
