using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>A person's answer to a proposal, bound to what was shown.</summary>
/// <param name="Decision"><c>approve | edit | revise | reject | respond</c>.</param>
/// <param name="Arguments">With <c>edit</c>: all arguments as they are to be sent.</param>
/// <param name="Result">With <c>respond</c>: what the tool would have answered.</param>
/// <param name="Then">With <c>reject</c>: <c>continue</c> (default) or <c>stop</c>.</param>
/// <param name="DecisionId">The same id again is the same decision.</param>
/// <remarks>A member that is none of these is refused: who misspells <c>arguments</c> must not have approved the old ones.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DecisionRequest(
    string? Decision, string? ArgumentsHash, string? ViewHash, JsonElement? Arguments = null, string? Reason = null, JsonElement? Result = null,
    string? Then = null, string? DecisionId = null)
{
    /// <summary>With <c>approve</c> or <c>edit</c>: how the reviewer checked what stood in no evidence. Kept with the decision.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // what was decided before it existed keeps its fingerprint
    public string? Checked { get; init; }
}
