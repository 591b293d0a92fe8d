using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Orchestrator.Outside;

/// <summary>A call of an agent that runs elsewhere.</summary>
/// <param name="Agent">One of <c>ExternalAgents</c>.</param>
/// <param name="Tool">Its id, <c>source.name</c>, or the name alone where that is unique among the agent's tools.</param>
/// <param name="Rationale">Why, in the agent's words: reviewers read it.</param>
/// <param name="SessionId">Calls with the same are one run, and what one of them read is evidence for the next. Left out: the call is a run of its own.</param>
/// <remarks>A member that is none of these is refused: who misspells <c>sessionId</c> must not have begun a run of its own.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ToolCallRequest(string? Agent, string? Tool, JsonElement? Arguments, PrincipalRequest? OnBehalfOf, string? Rationale = null, string? SessionId = null);
