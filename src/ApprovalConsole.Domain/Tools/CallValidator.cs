using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Tools;

/// <summary>The three layers that every tool call passes. Pure: the same call, tool and knowledge give the same word, a verdict or what is yet to be asked.</summary>
public static class CallValidator
{
    /// <summary>The word on a call as the model wrote it.</summary>
    /// <param name="tools">The tools that the agent may see, by the name the model knows them by.</param>
    public static Assessment Assess(string name, string arguments, IReadOnlyList<(string Name, Tool Tool)> tools, CallContext context)
    {
        var tool = tools.FirstOrDefault(t => t.Name == name).Tool;
        if (tool is null)
            return Unreadable(arguments, new Finding(Layer.Schema, "", "unknownTool", "There is no such tool.", string.Join(", ", tools.Select(t => t.Name))));
        return Assess(tool, arguments, context);
    }

    /// <summary>The word on arguments for a known tool.</summary>
    public static Assessment Assess(Tool tool, string arguments, CallContext context)
    {
        if (tool is not { IsOffered: true, Schema: { } schema })
            return Unreadable(arguments, new Finding(Layer.Schema, "", "toolUnavailable", $"The tool cannot be called: {tool.StatusReason ?? tool.Status.ToString()}.")) with { DefinitionNow = tool.Definition.Hash };
        if (!StrictJson.TryParse(arguments.Length == 0 ? "{}" : arguments, out var value, out var faults))
            return Unreadable(arguments, [.. faults.Select(SchemaLayer)]);
        if (value.ValueKind is not JsonValueKind.Object)
            return Unreadable(arguments, new Finding(Layer.Schema, "", "type", "Arguments are an object.", "object"));

        var canonical = CanonicalJson.Of(value);
        var schemaReport = LayerReport.Of([.. schema.EvaluateArguments(value).Select(SchemaLayer)]);
        return schemaReport.Verdict is LayerVerdict.Passed
            ? AssessValues(tool, value, canonical, schemaReport, context)
            : new Verdict(canonical, CanonicalJson.HashOf(canonical), new(schemaReport, LayerReport.NoRules, LayerReport.NoRules), CallTermsOf.Call(tool, value));
    }

    private static Assessment AssessValues(Tool tool, JsonElement arguments, string canonical, LayerReport schemaReport, CallContext context)
    {
        var inquiry = new Inquiry(arguments, context);
        var grounding = new Lazy<ImmutableArray<GroundedValue>>(() => context.Evidence.Value.Trace(canonical, tool.Definition));
        var semantic = SemanticLayer.Report(tool, inquiry, grounding);
        var authorization = AuthorizationLayer.Report(tool, inquiry);
        var terms = StandingApproval.Apply(tool, CallTermsOf.Call(tool, arguments, context, inquiry.Facts), inquiry);
        if (inquiry.Needed is { IsEmpty: false } needed) return new(null, needed);

        // Who may not see a record is not told what would fit it either.
        var told = authorization.Findings.IsEmpty ? semantic : semantic with { Findings = [.. semantic.Findings.Select(f => f with { Allowed = null })] };
        return new Verdict(canonical, CanonicalJson.HashOf(canonical), new(schemaReport, told, authorization), terms)
        {
            Facts = inquiry.Facts, Grounding = terms.NeedsPerson ? grounding.Value : [],
        };
    }

    private static Finding SchemaLayer(SchemaFinding f) => new(Layer.Schema, f.Path, f.Code, f.Message, f.Allowed);

    private static Verdict Unreadable(string arguments, params ImmutableArray<Finding> findings) =>
        new(arguments, "", Validation.FailedSchema(findings), null);
}
