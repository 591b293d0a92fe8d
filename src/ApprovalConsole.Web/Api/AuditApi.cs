using System.Security.Claims;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ApprovalConsole.Web.Api;

/// <summary>The audit log over HTTP.</summary>
internal static class AuditApi
{
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/audit").RequireAuthorization(Permit.AdminAuditor).WithTags("Audit");
        audit.MapGet("", ListAsync).WithSummary("Entries of the audit log, newest first");
        audit.MapGet("/verify", (AuditQuery query, CancellationToken ct) => query.VerifyAsync(ct)).WithSummary("Reckon the whole log anew and compare it with the exported heads");
        audit.MapGet("/head", (AuditLog log) => TypedResults.Ok(log.Head())).WithSummary("The log's head, signed now");
        audit.MapGet("/heads", (AuditQuery query) => TypedResults.Ok(new Page<TreeHead>(query.Heads(), null))).WithSummary("The heads that were exported last, newest first");
        audit.MapGet("/consistency", ConsistencyAsync).WithSummary("RFC 9162 proof that the log only grew between two sizes");
        api.MapGet("/proposals/{id}/evidence", EvidenceAsync).RequireAuthorization(Permit.ReviewerAdminAuditor).WithTags("Audit")
            .Produces<EvidencePack>().WithSummary("The evidence of a decision: one signed file that can be checked without the console");
        api.MapPost("/runs/{id}/erase", EraseAsync).RequireAuthorization(Permit.Admin).WithTags("Audit").WithSummary("Erase the personal texts of a run that has ended");
    }

    /// <param name="all">Also what the console did by itself.</param>
    private static async Task<Results<Ok<Page<AuditEntryView>>, ProblemHttpResult>> ListAsync(
        AuditQuery query, string? person, string? kind, string? tool, string? run, bool? all, string? after, int? take, CancellationToken ct) =>
        after is null || AuditQuery.IsCursor(after)
            ? TypedResults.Ok(await query.ListAsync(new(person, kind, tool, run, all ?? false), after, take, ct))
            : Problems.Of(new(RefusalCode.InvalidRequest, "after must be the next of an earlier page."));

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> EvidenceAsync(string id, ClaimsPrincipal user, EvidencePacks packs, CancellationToken ct)
    {
        var (file, refusal) = await packs.TakeAsync(id, Actors.Of(user, Channel.Api), ct);
        return file is null ? Problems.Of(refusal!) : TypedResults.File(file, "application/json", $"evidence-{id}.json");
    }

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> EraseAsync(string id, ReasonRequest request, LetIn by, Erasure erasure, CancellationToken ct)
    {
        var answer = await erasure.EraseAsync(id, request.Reason, by.Actor, ct);
        return answer.Run is { } run ? TypedResults.Ok(run) : Problems.Of(answer.Refusal!);
    }

    private static async Task<Results<Ok<ConsistencyView>, ProblemHttpResult>> ConsistencyAsync(AuditQuery query, long first, long second, CancellationToken ct) =>
        await query.ConsistencyAsync(first, second, ct) is { } proof
            ? TypedResults.Ok(new ConsistencyView(first, second, proof))
            : Problems.Of(new(RefusalCode.InvalidRequest, "first and second must be sizes that the log has had, first not above second."));
}

/// <summary>Proof that a log only grew.</summary>
internal sealed record ConsistencyView(long First, long Second, IReadOnlyList<string> Proof);
