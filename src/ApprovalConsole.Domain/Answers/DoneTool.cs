using System.Diagnostics;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Answers;

/// <summary>The console's own tool by which an agent whose answer is written apart says that the work is done. Nothing is sent; the next reply is the answer, asked of the model
/// that its routes name for answers, and asked without calls.</summary>
public static class DoneTool
{
    public const string Name = "done";

    public const string Id = AnswerTool.Source + "." + Name;

    public static readonly Tool Tool = Make();

    private static Tool Make()
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{},"additionalProperties":false}""");
        var definition = new ToolDefinition(AnswerTool.Source, Name, "Ends the work: call it alone, once nothing is left to do. You are then asked for the answer, in words.", schema);
        return JsonSchema.TryCompile(schema, out var compiled, out var reason)
            ? new(definition, compiled, new() { Reversibility = Reversibility.ReadOnly, Title = "Work done" }, 1, ToolStatus.Active)
            : throw new UnreachableException(reason);
    }
}
