using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;

namespace ApprovalConsole.Orchestrator.Sketching;

/// <summary>A sketch for one tool. Nothing of it holds.</summary>
/// <param name="PolicyVersion">Of the policy that it is a sketch over.</param>
/// <param name="Recorded">Calls of the tool that were carried out and that it rests on.</param>
/// <param name="Notes">What was considered and is not proposed, and why.</param>
public sealed record TriedSketch(string ToolId, int PolicyVersion, int Recorded, ImmutableArray<TriedLine> Lines, ImmutableArray<string> Notes)
{
    /// <summary>A policy with the lines that are recommended.</summary>
    public ToolPolicy Over(ToolPolicy policy) => PolicySketcher.Over(policy, Lines.Where(l => l.IsRecommended).Select(l => l.Proposed.Line));
}

/// <summary>A line of a sketch, tried.</summary>
/// <param name="Trial">Null where there is nothing to try, or nothing to try it with.</param>
/// <param name="WhyUntried">Why there is no trial, though there is something to try; null where that is not so.</param>
/// <param name="IsRecommended">It weakens nothing, rests on more than claims, told a good value from an impossible one, and no other recommended line looks the same value up.</param>
public sealed record TriedLine(SketchLine Proposed, Trial? Trial, string? WhyUntried, bool IsRecommended);

/// <summary>One tool of a server as it could be.</summary>
/// <param name="Class">That is proposed; null: the one that holds.</param>
/// <param name="Lines">That could be laid down, with the class.</param>
public sealed record SketchedTool(string ToolId, Reversibility Held, int PolicyVersion, Reversibility? Class, int Lines, ToolStatus Status);
