using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>Reads an answer's words, before anything is looked up.</summary>
internal static class DecisionWords
{
    private const int LongestId = 200;
    private const int LongestCheck = 2_000;

    /// <returns>Null where they say one thing, and the <paramref name="kind"/> of it.</returns>
    public static Refusal? Fault(DecisionRequest request, out DecisionKind kind)
    {
        if (KindOf(request.Decision) is not { } known)
        {
            kind = default;
            return new(RefusalCode.InvalidRequest, "decision must be approve, edit, revise, reject or respond.");
        }

        kind = known;
        return (kind, request) switch
        {
            (_, { DecisionId: "" or { Length: > LongestId } }) => new(RefusalCode.InvalidRequest, $"decisionId must have 1 to {LongestId} characters."),
            (_, { ArgumentsHash: null or "" }) => new(RefusalCode.InvalidRequest, "argumentsHash is missing: a decision is bound to the bytes that were shown."),
            (_, { ViewHash: null or "" }) => new(RefusalCode.InvalidRequest, "viewHash is missing: a decision is bound to what was shown."),
            (DecisionKind.Edit, { Arguments: null or { ValueKind: not JsonValueKind.Object } }) => new(RefusalCode.InvalidRequest, "edit needs arguments, an object."),
            (not DecisionKind.Edit, { Arguments: { ValueKind: not JsonValueKind.Null } }) => new(RefusalCode.InvalidRequest, "arguments go with edit only."),
            (DecisionKind.Respond, { Result: null }) => new(RefusalCode.InvalidRequest, "respond needs a result."),
            (DecisionKind.Respond, { Result: { } result }) when StrictJson.Inspect(result) is [var fault, ..] => new(RefusalCode.InvalidRequest, $"result{fault.Path}: {fault.Message}"),
            (not DecisionKind.Respond, { Result: { ValueKind: not JsonValueKind.Null } }) => new(RefusalCode.InvalidRequest, "result goes with respond only."),
            (_, { Checked.Length: > LongestCheck }) => new(RefusalCode.InvalidRequest, $"checked has at most {LongestCheck} characters."),
            (not (DecisionKind.Approve or DecisionKind.Edit), { Checked: not null }) => new(RefusalCode.InvalidRequest, "checked goes with approve or edit only."),
            (DecisionKind.Revise, _) when BlankText.Is(request.Reason) => new(RefusalCode.ReasonMissing, "revise needs a reason: the model is told how to try again."),
            (_, { Then: not (null or "continue" or "stop") }) => new(RefusalCode.InvalidRequest, "then must be continue or stop."),
            _ => null,
        };
    }

    /// <summary>To the letter: what is nearly a word is none.</summary>
    private static DecisionKind? KindOf(string? word) => word switch
    {
        "approve" => DecisionKind.Approve,
        "edit" => DecisionKind.Edit,
        "revise" => DecisionKind.Revise,
        "reject" => DecisionKind.Reject,
        "respond" => DecisionKind.Respond,
        _ => null,
    };
}
