using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Delegation;

/// <summary>Where a child run comes from, and how much of the tree it may use. It holds for the child's whole life.</summary>
/// <param name="CallId">The call of its parent that it answers.</param>
/// <param name="TreeSteps">Steps that it and all below it may take together.</param>
/// <param name="Chain">Those above it, the root in front and its parent last.</param>
/// <param name="DeniedEffects">What a person had denied in the tree when it started.</param>
public sealed record Ancestry(string CallId, int TreeSteps, ImmutableArray<Ancestor> Chain, ImmutableArray<string> DeniedEffects)
{
    public string Root => Chain[0].RunId;
}

/// <summary>A run above a child.</summary>
/// <param name="CallId">Its call that leads down to the child.</param>
public sealed record Ancestor(string RunId, string Agent, string CallId);
