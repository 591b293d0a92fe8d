using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Agents;

/// <summary>Purposes for which the same models are asked in the same order.</summary>
/// <param name="Models">The one to ask first in front.</param>
public sealed record RouteLine(string Purposes, ImmutableArray<string> Models)
{
    public string IfItFails => Models.Length == 1
        ? "no other stands in for it"
        : "the next where one erred or added nothing; any other where one does not answer";

    public static ImmutableArray<RouteLine> Of(ImmutableArray<PurposeRoute> routes) =>
        [.. routes.GroupBy(r => string.Join('\n', r.Models)).Select(same => new RouteLine(string.Join(", ", same.Select(r => AgentWords.Of(r.Purpose))), same.First().Models))];
}
