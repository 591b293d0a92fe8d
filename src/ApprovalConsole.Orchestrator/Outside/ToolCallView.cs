using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Outside;

/// <summary>What the agent that asked for a call is told of it.</summary>
/// <param name="Id">To follow it by.</param>
/// <param name="Tool">Its id.</param>
public sealed record ToolCallView(string Id, string RunId, string Tool, [property: JsonConverter(typeof(CamelCaseWord<ToolCallStatus>))] ToolCallStatus Status)
{
    /// <summary>What the tool answered, or a person in its place.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Result { get; init; }

    /// <summary>The tool's words are anybody's: data, and no instructions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Untrusted { get; init; }

    /// <summary>While a person is asked, and after.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProposalId { get; init; }

    /// <summary>What was sent, where a reviewer changed it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? EditedArguments { get; init; }

    /// <summary>Why it was not carried out, or not yet, in words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>What would have become of it, where calls are only observed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Would { get; init; }

    /// <summary>What was found wrong with it, by layer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CallFault>? Errors { get; init; }

    /// <summary>Nothing more will become of it.</summary>
    [JsonIgnore]
    public bool IsSettled => Status is not (ToolCallStatus.Running or ToolCallStatus.Pending or ToolCallStatus.Halted or ToolCallStatus.OutcomeUnknown);

    internal static ToolCallView Of(Run run, ToolCall call)
    {
        var view = new ToolCallView(call.Id, run.Id, call.Terms?.Tool ?? call.Name, StatusOf(run, call)) { ProposalId = call.ProposalId };
        return call.Status switch
        {
            CallStatus.Succeeded or CallStatus.Responded => view with { Result = Parsed(call.Answer), EditedArguments = EditOf(call), Untrusted = call is { Status: CallStatus.Succeeded, Terms.Untrusted: true } },
            CallStatus.Failed => view with { Reason = call.Answer?.ToString(), EditedArguments = EditOf(call), Untrusted = call.Terms is { Untrusted: true } },
            CallStatus.Refused => view with { Errors = [.. ModelAnswer.Told(call.Findings).Select(CallFault.Of)], Would = view.Status is ToolCallStatus.Observed ? "refused" : null },
            CallStatus.Observed => view with { Would = call.Would is WouldBe.Pending ? "pending" : "executed" },
            CallStatus.Rejected or CallStatus.Revised or CallStatus.Withdrawn => view with { Reason = call.Answer?.ToString() },
            CallStatus.Expired => view with { Reason = "Nobody decided in time." },
            CallStatus.Unknown => view with { Reason = "It was sent, and nobody knows yet if it happened. It is not sent again by itself; a person finds out." },
            _ when view.Status is ToolCallStatus.Halted => view with { Reason = run.Halt!.Message },
            _ => view,
        };
    }

    private static ToolCallStatus StatusOf(Run run, ToolCall call) => call.Status switch
    {
        CallStatus.Waiting or CallStatus.Approved => ToolCallStatus.Pending,
        CallStatus.Unknown => ToolCallStatus.OutcomeUnknown,
        CallStatus.Succeeded => ToolCallStatus.Executed,
        CallStatus.Responded => ToolCallStatus.Responded,
        CallStatus.Failed => ToolCallStatus.Failed,
        CallStatus.Refused => run.Session is { Observes: true } ? ToolCallStatus.Observed : ToolCallStatus.Refused,
        CallStatus.Rejected => ToolCallStatus.Rejected,
        CallStatus.Revised => ToolCallStatus.Revised,
        CallStatus.Expired => ToolCallStatus.Expired,
        CallStatus.Withdrawn => ToolCallStatus.Withdrawn,
        CallStatus.Observed => ToolCallStatus.Observed,
        _ when run.Halt is not null && call.Status is not CallStatus.Out => ToolCallStatus.Halted,
        _ => ToolCallStatus.Running,
    };

    private static JsonElement? EditOf(ToolCall call) => call is { ArgumentsBeforeEdit: not null, Arguments.Text: { } sent } ? JsonElement.Parse(sent) : null;

    /// <summary>JSON as it is; anything else as a string.</summary>
    private static JsonElement? Parsed(Payload? answer) => answer switch
    {
        null => null,
        { } given when StrictJson.TryParse(given.ToString(), out var value, out _) => value,
        { } given => JsonSerializer.SerializeToElement(given.ToString()),
    };
}

/// <summary>What is wrong with a call.</summary>
/// <param name="Layer"><c>schema | semantic | authorization</c>.</param>
/// <param name="Path">Pointer into the arguments.</param>
/// <param name="Allowed">What would be right; null where that is not told.</param>
public sealed record CallFault(string Layer, string Path, string Code, string Message, string? Allowed)
{
    public static CallFault Of(Finding finding) => new(JsonNamingPolicy.CamelCase.ConvertName(finding.Layer.ToString()), finding.Path, finding.Code, finding.Message, finding.Allowed);
}

/// <summary>Where a call of an agent elsewhere stands. On the wire in camelCase; add, never rename.</summary>
public enum ToolCallStatus
{
    /// <summary>It is checked, or on its way.</summary>
    Running,

    /// <summary>A person is asked, or has said yes and it is about to be sent.</summary>
    Pending,

    /// <summary>Carried out.</summary>
    Executed,

    /// <summary>A person answered in the tool's place.</summary>
    Responded,

    /// <summary>The tool reported an error, or it is proven that nothing was sent.</summary>
    Failed,

    /// <summary>A layer, a cap or an earlier rejection kept it from running.</summary>
    Refused,

    /// <summary>A person said no: do not ask for it again.</summary>
    Rejected,

    /// <summary>A person asks for another attempt, like the reason says.</summary>
    Revised,

    Expired,
    Withdrawn,

    /// <summary>It went out, and nobody knows if it happened.</summary>
    OutcomeUnknown,

    /// <summary>Its session has used up a limit; a person may grant more.</summary>
    Halted,

    /// <summary>It was checked, and is not sent: the agent is only observed.</summary>
    Observed,
}
