using System.Diagnostics;
using System.Text.Json;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Conversations;

/// <summary>The console's own tool by which an agent asks whom it works for. Nothing is sent: the call waits, and the principal's next message is its answer.</summary>
public static class AskUserTool
{
    public const string Name = "ask_user";

    public const string Id = AnswerTool.Source + "." + Name;

    public static readonly Tool Tool = Make();

    /// <summary>The question in a call's arguments; null where they hold none, or were erased.</summary>
    public static string? QuestionOf(Payload? arguments) => AnswerTool.MemberOf(arguments, "question");

    private static Tool Make()
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{"question":{"type":"string","minLength":1,"maxLength":2000,"pattern":"\\S"}},"required":["question"],"additionalProperties":false}""");
        var definition = new ToolDefinition(
            AnswerTool.Source, Name, "Asks the person that you work for, and waits for the answer. Only for what you cannot look up; ask all that you need in one question. It may come back expired: then go on without an answer.", schema);
        return JsonSchema.TryCompile(schema, out var compiled, out var reason)
            ? new(definition, compiled, new() { Reversibility = Reversibility.ReadOnly, Title = "Ask {/question}" }, 1, ToolStatus.Active)
            : throw new UnreachableException(reason);
    }
}
