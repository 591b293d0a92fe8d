using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tests.Json;

namespace ApprovalConsole.Domain.Tests.Schemas;

/// <summary>Schemas as a test writes them: in place.</summary>
internal static class SchemaOf
{
    internal static JsonSchema Text(string schema, SchemaRules rules = SchemaRules.ClosedWorld) =>
        JsonSchema.TryCompile(JsonOf.Text(schema), out var compiled, out var reason, rules) ? compiled : throw new InvalidOperationException(reason);

    internal static string? RefusalOf(string schema) => JsonSchema.TryCompile(JsonOf.Text(schema), out _, out var reason) ? null : reason;

    /// <summary>The findings of the boundary as "code path", one after the other.</summary>
    internal static string Arguments(string schema, string arguments) =>
        string.Join(", ", Text(schema).EvaluateArguments(JsonOf.Text(arguments)).Select(finding => $"{finding.Code} {finding.Path}"));

    internal static string Plain(string schema, string value) =>
        string.Join(", ", Text(schema).Evaluate(JsonOf.Text(value)).Select(finding => $"{finding.Code} {finding.Path}"));
}
