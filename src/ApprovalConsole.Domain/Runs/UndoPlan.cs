using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>The call that takes another back, with nothing left open: what it needs is read once, when it is planned.</summary>
public static class UndoPlan
{
    /// <param name="done">The call that is to be taken back.</param>
    /// <param name="callId">Of the call that does it.</param>
    /// <param name="tool">The undo's tool as the agent names it.</param>
    /// <param name="missing">The part of the call that the policy asks for and that is not recorded; null where the plan is whole.</param>
    /// <returns>Null where a part is missing.</returns>
    public static RequestedCall? Of(ToolCall done, UndoRule rule, string callId, string tool, Principal principal, out string? missing)
    {
        var template = new UndoTemplate(done, principal);
        var arguments = template.Fill(rule.Arguments)!.ToJsonString();
        var still = rule.Still is { } condition ? StillRule.Write(Literal(condition, template)) : (Payload?)null;
        missing = template.Missing;
        return missing is null ? new(callId, callId, tool, arguments) { Undoes = done.Id, Still = still } : null;
    }

    /// <summary>The condition as a check of the undo's own: it knows nothing of the call that is taken back.</summary>
    private static CheckRule Literal(OwnsRule condition, UndoTemplate template) => new()
    {
        State = new()
        {
            Tool = condition.Tool,
            Arguments = condition.Arguments.ValueKind is JsonValueKind.Undefined ? JsonElement.Parse("{}") : JsonSerializer.SerializeToElement(template.Fill(condition.Arguments, intoLookUp: true)),
            Path = condition.Path,
            In = [JsonSerializer.SerializeToElement(template.Fill(condition.MustEqual))],
        },
    };
}
