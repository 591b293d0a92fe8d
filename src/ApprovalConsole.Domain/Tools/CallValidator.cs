using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Tools;

/// <summary>The three layers that every tool call passes. Pure: the same call, tool and principal give the same verdict.</summary>
public static class CallValidator
{
    /// <summary>The verdict on a call as the model wrote it.</summary>
    /// <param name="tools">The tools that the agent may see, by the name the model knows them by.</param>
    public static Verdict Validate(string name, string arguments, IReadOnlyList<(string Name, Tool Tool)> tools, Principal principal)
    {
        var tool = tools.FirstOrDefault(t => t.Name == name).Tool;
        if (tool is null)
            return Unreadable(arguments, new Finding(Layer.Schema, "", "unknownTool", "There is no such tool.", string.Join(", ", tools.Select(t => t.Name))));
        return Validate(tool, arguments, principal);
    }

    /// <summary>The verdict on arguments for a known tool.</summary>
    public static Verdict Validate(Tool tool, string arguments, Principal principal)
    {
        if (tool is not { Status: ToolStatus.Active, Schema: { } schema })
            return Unreadable(arguments, new Finding(Layer.Schema, "", "toolUnavailable", $"The tool cannot be called: {tool.StatusReason ?? tool.Status.ToString()}."));
        if (!StrictJson.TryParse(arguments.Length == 0 ? "{}" : arguments, out var value, out var faults))
            return Unreadable(arguments, [.. faults.Select(SchemaLayer)]);
        if (value.ValueKind is not JsonValueKind.Object)
            return Unreadable(arguments, new Finding(Layer.Schema, "", "type", "Arguments are an object.", "object"));

        var schemaReport = LayerReport.Of([.. schema.EvaluateArguments(value).Select(SchemaLayer)]);
        var validation = schemaReport.Verdict is LayerVerdict.Passed
            ? new Validation(schemaReport, LayerReport.NoRules, Authorize(tool, principal))
            : new Validation(schemaReport, LayerReport.NoRules, LayerReport.NoRules);
        return new(CanonicalJson.Of(value), CanonicalJson.Hash(value), validation, CallTermsOf.Call(tool, value));
    }

    private static LayerReport Authorize(Tool tool, Principal principal)
    {
        if (tool.Policy.Permissions.IsDefaultOrEmpty) return LayerReport.NoRules;
        return LayerReport.Of([.. tool.Policy.Permissions.Where(p => !principal.Has(p))
            .Select(p => new Finding(Layer.Authorization, "", "permission", "The user on whose behalf this runs lacks a permission.", p))]);
    }

    private static Finding SchemaLayer(SchemaFinding f) => new(Layer.Schema, f.Path, f.Code, f.Message, f.Allowed);

    private static Verdict Unreadable(string arguments, params ImmutableArray<Finding> findings) =>
        new(arguments, "", Validation.FailedSchema(findings), null);
}
