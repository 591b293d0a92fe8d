using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>The console's own tool by which an agent that a pipeline asked says which answer it is. Its call ends the agent's run, and is its result: data, checked like any other call.</summary>
public static class DecideTool
{
    public const string Name = "decide";

    public const string Id = AnswerTool.Source + "." + Name;

    private const int MostQuotes = 10;

    public static Tool For(Choice choice)
    {
        var schema = SchemaOf(choice);
        var definition = new ToolDefinition(AnswerTool.Source, Name, "Gives your answer and ends your work. Call it alone. If you cannot tell, say unknown: a person is asked then.", schema);
        var policy = new ToolPolicy { Reversibility = Reversibility.ReadOnly, Title = "Answer {/answer}", RequireGrounded = choice.NeedsEvidence ? Quoted : ImmutableSortedDictionary<string, string>.Empty };
        return JsonSchema.TryCompile(schema, out var compiled, out var reason) ? new(definition, compiled, policy, 1, ToolStatus.Active) : throw new UnreachableException(reason);
    }

    /// <summary>Why it cannot be asked; null where it can.</summary>
    internal static string? WhyNot(Choice choice) => JsonSchema.TryCompile(SchemaOf(choice), out _, out var reason) ? null : reason;

    /// <summary>A quote must stand in what it was shown, whoever wrote that; what it said itself is none.</summary>
    private static readonly ImmutableSortedDictionary<string, string> Quoted = ImmutableSortedDictionary<string, string>.Empty.Add("/evidence", "thirdParty");

    private static JsonElement SchemaOf(Choice choice)
    {
        var properties = new JsonObject
        {
            ["answer"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. choice.Answers.Append(Choice.Unknown).Select(a => (JsonNode)a)]) },
            ["confidence"] = new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1, ["description"] = "How sure you are: 0 is a guess, 1 is certain." },
            ["reason"] = new JsonObject { ["type"] = "string", ["description"] = "Why, in a sentence." },
        };
        if (choice.NeedsEvidence) properties["evidence"] = new JsonObject
        {
            ["type"] = "array", ["minItems"] = 1, ["maxItems"] = MostQuotes, ["items"] = new JsonObject { ["type"] = "string" },
            ["description"] = "What it rests on: words as they stand in the task or in a result, unchanged.",
        };
        if (choice.Details is { } details) properties["details"] = JsonNode.Parse(details.GetRawText());
        var required = new JsonArray("answer", "confidence", "reason");
        if (choice.NeedsEvidence) required.Add("evidence");
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required, ["additionalProperties"] = false };
        if (choice.Details is not null)
        {
            schema["if"] = new JsonObject { ["properties"] = new JsonObject { ["answer"] = new JsonObject { ["const"] = Choice.Unknown } }, ["required"] = new JsonArray("answer") };
            schema["else"] = new JsonObject { ["required"] = new JsonArray("details") };
        }

        return JsonSerializer.SerializeToElement(schema);
    }
}
