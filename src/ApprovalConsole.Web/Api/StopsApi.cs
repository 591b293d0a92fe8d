using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ApprovalConsole.Web.Api;

/// <summary>The stop switch, and whether the gate holds, over HTTP.</summary>
internal static class StopsApi
{
    public static void MapStops(this IEndpointRouteBuilder api)
    {
        var stops = api.MapGroup("/stops").WithTags("Stops");
        stops.MapGet("", (StopSwitch all) => TypedResults.Ok(new Page<StopView>(all.All, null))).WithSummary("Stops: open ones first, then the last that were lifted");
        stops.MapPost("", PressAsync).RequireAuthorization(Permit.ReviewerSupportAdmin).ForPrograms().WithSummary("Hold everything, one tool or one agent");
        stops.MapPost("/{id}/release", ReleaseAsync).RequireAuthorization(Permit.Admin).WithSummary("Lift a stop: one admin proposes it, another one does it");
        api.MapGet("/gate", GateAsync).WithTags("Stops").WithSummary("Whether the gate has shown that it holds, and the journal is what it was");
    }

    private static async Task<Results<Created<StopView>, Ok<StopView>, ProblemHttpResult>> PressAsync(StopRequest request, LetIn by, StopSwitch stops, CancellationToken ct)
    {
        var answer = await stops.PressAsync(request.Scope, request.Reason, by.Actor, ct);
        if (answer.Stop is not { } stop) return Problems.Of(answer.Refusal!);
        return answer.IsNew ? TypedResults.Created("/api/stops", stop) : TypedResults.Ok(stop);
    }

    private static async Task<Results<Ok<StopView>, ProblemHttpResult>> ReleaseAsync(string id, LetIn by, StopSwitch stops, CancellationToken ct)
    {
        var answer = await stops.ReleaseAsync(id, by.Actor, ct);
        return answer.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(answer.Stop);
    }

    private static async Task<Ok<GateView>> GateAsync(GateProof proof, Breach breach, ProofJournal record, CancellationToken ct) =>
        TypedResults.Ok(new GateView(proof.State, proof.At, proof.Findings, await record.ReadAsync(ct)) { Breach = breach.Findings });
}

/// <summary>What is to be held.</summary>
/// <param name="Scope"><c>all</c>, <c>tool:ID</c> or <c>agent:NAME</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StopRequest(string? Scope, string? Reason);

/// <summary>What is known of the gate.</summary>
/// <param name="At">When it was last tried; null before the first time.</param>
/// <param name="Findings">What did not hold; while there are any, nothing irreversible is sent.</param>
/// <param name="Record">When it did not hold and when it did again, newest first.</param>
internal sealed record GateView(GateState State, DateTimeOffset? At, ImmutableArray<string> Findings, IReadOnlyList<ProofView> Record)
{
    /// <summary>Where the journal is not what the audit log says it was; while there is anything, nothing at all is sent.</summary>
    public ImmutableArray<string> Breach { get; init; } = [];
}
