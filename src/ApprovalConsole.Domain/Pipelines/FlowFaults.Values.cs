using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Values: where they come from, and whether they fit where they go.</summary>
public sealed partial class FlowFaults
{
    private JsonElement? LookAtCall(FlowNode.Call call, string path, Visible visible)
    {
        if (_tool(call.Tool) is not { } tool)
        {
            Add($"{path}/call", $"there is no tool '{call.Tool}'");
            LookAtTemplate(call.Arguments, $"{path}/with", visible);
            return null;
        }

        if (!tool.IsOffered) Add($"{path}/call", $"the tool '{call.Tool}' cannot be called: {tool.StatusReason ?? tool.Status.ToString()}");
        if (tool.Policy.Reversibility is Reversibility.Forbidden) Add($"{path}/call", $"the policy of '{call.Tool}' forbids it");
        var schema = tool.Definition.Schema;
        foreach (var argument in call.Arguments.EnumerateObject()) LookAtArgument(call.Tool, argument, schema, $"{path}/with/{JsonPointer.Escape(argument.Name)}", visible);
        if (schema.TryGetProperty("required", out var required))
            foreach (var lacking in required.EnumerateArray().Select(r => r.GetString()!).Where(name => !call.Arguments.TryGetProperty(name, out _)))
                Add(call.Arguments.EnumerateObject().Any() ? $"{path}/with" : path, $"'{call.Tool}' needs the argument '{lacking}'");
        return tool.Definition.OutputSchema;
    }

    private void LookAtArgument(string tool, JsonProperty argument, JsonElement schema, string path, Visible visible)
    {
        var given = LookAtTemplate(argument.Value, path, visible);
        var wanted = FlowTypes.At(schema, [argument.Name], out var fault);
        if (fault is not null || (wanted is null && schema.TryGetProperty("properties", out _) && !schema.TryGetProperty("additionalProperties", out _) && !schema.TryGetProperty("patternProperties", out _)))
        {
            Add(path, $"'{tool}' has no argument '{argument.Name}'; there are {FlowTypes.Names(schema)}");
            return;
        }

        if (wanted is not { } part) return;
        var isLiteral = !FlowScope.PlacesIn(argument.Value).Any();
        if (isLiteral && JsonSchema.TryCompile(part, out var compiled, out _) && compiled.Evaluate(FlowScope.Literal(argument.Value)) is [var finding, ..])
            Add(path, $"is nothing that '{tool}' takes: {finding.Message}{(finding.Allowed is { } allowed ? $" ({allowed})" : "")}");
        else if (!isLiteral && !FlowTypes.MayFit(FlowTypes.Of(given), FlowTypes.Of(part)))
            Add(path, $"is {string.Join(" or ", FlowTypes.Of(given))}, and '{tool}' takes {string.Join(" or ", FlowTypes.Of(part))}");
    }

    /// <returns>What is known of the value that it stands for.</returns>
    private JsonElement? LookAtTemplate(JsonElement template, string path, Visible visible)
    {
        JsonElement? whole = null;
        foreach (var place in FlowScope.PlacesIn(template)) whole = LookAtPlace(place, path, visible);
        if (FlowScope.WholeOf(template) is not null) return whole;
        return template.ValueKind is JsonValueKind.Object ? null : JsonSerializer.SerializeToElement(new { type = FlowTypes.TypeOf(template) });
    }

    private JsonElement? LookAtPlace(string place, string path, Visible visible)
    {
        if (!JsonPointer.TryParse(place, out var pointer))
        {
            Add(path, $"{{{place}}} is no place: it is written as {{/step/part}}");
            return null;
        }

        var name = pointer.Steps[0];
        if (!visible.Known.TryGetValue(name, out var schema))
        {
            Add(path, _pipeline.All.Any(n => n.Id == name) ? $"the step '{name}' has not run for sure when this is needed: it comes later, or on another branch" : $"there is no step '{name}'; known here are {string.Join(", ", visible.Known.Keys.Order(StringComparer.Ordinal))}");
            return null;
        }

        var part = FlowTypes.At(schema, pointer.Steps.Skip(1), out var fault);
        if (fault is not null) Add(path, $"{{{place}}}: '{name}' {fault}");
        return part;
    }
}
