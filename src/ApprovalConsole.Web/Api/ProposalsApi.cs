using System.Security.Claims;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ApprovalConsole.Web.Api;

/// <summary>Proposals and decisions over HTTP.</summary>
internal static class ProposalsApi
{
    public static void MapProposals(this IEndpointRouteBuilder api)
    {
        var proposals = api.MapGroup("/proposals").WithTags("Proposals");
        proposals.MapGet("", ListAsync).RequireAuthorization(Permit.ReviewerSupportAdmin).WithSummary("Proposals, oldest first");
        proposals.MapGet("/{id}", FindAsync).RequireAuthorization(Permit.ReviewerSupportAdmin).WithSummary("One proposal");
        proposals.MapPost("/{id}/decision", DecideAsync).RequireAuthorization(Permit.Reviewer).ForDecisions().WithSummary("Approve, edit, revise, reject, or respond in the tool's place");
        proposals.MapPost("/{id}/recall", RecallAsync).RequireAuthorization(Permit.Reviewer).WithSummary("Take an approval back while its call is held");
        proposals.MapPost("/{id}/withdraw", WithdrawAsync).RequireAuthorization(Permit.OperatorSupport).ForPrograms().WithSummary("Take a proposal back");
        proposals.MapPost("/{id}/comments", CommentAsync).RequireAuthorization(Permit.ReviewerSupportAdmin).WithSummary("Leave a remark for the others who look at it");
        proposals.MapPost("/{id}/hand-over", HandOverAsync).RequireAuthorization(Permit.Reviewer).WithSummary("Hand it to one reviewer, who is dealt it first");
    }

    private static async Task<Results<Ok<Page<ProposalView>>, ProblemHttpResult>> ListAsync(
        ProposalsQuery proposals, Word<ProposalStatus>? status, string? agent, string? tool, string? after, int? take, CancellationToken ct) =>
        after is null || ProposalsQuery.IsCursor(after)
            ? TypedResults.Ok(await proposals.ListAsync(status?.Value, agent, tool, after, take, ct))
            : Problems.Of(new(RefusalCode.InvalidRequest, "after must be the next of an earlier page."));

    private static async Task<Results<Ok<ProposalView>, ProblemHttpResult>> FindAsync(string id, ClaimsPrincipal user, Doorkeeper door, ProposalsQuery proposals, CancellationToken ct) =>
        await proposals.FindAsync(id, door.ReaderOf(user, Channel.Api), ct) is { } proposal ? TypedResults.Ok(proposal) : NoSuchProposal;

    private static async Task<Results<Ok<ProposalView>, ProblemHttpResult>> DecideAsync(
        string id, DecisionRequest request, LetIn by, Decisions decisions, CancellationToken ct)
    {
        var answer = await decisions.DecideAsync(id, request, by.Actor, ct, by.WhyNotCritical);
        return answer.Refusal is { } refusal ? Problems.Of(refusal, answer.Proposal) : TypedResults.Ok(answer.Proposal);
    }

    private static async Task<Results<Ok<ProposalView>, ProblemHttpResult>> WithdrawAsync(
        string id, ReasonRequest request, LetIn by, RunControl control, ProposalsQuery proposals, CancellationToken ct)
    {
        var answer = await control.WithdrawAsync(id, request.Reason, by.Actor, ct);
        return answer.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(await proposals.FindAsync(id, by.Reader, ct));
    }

    private static async Task<Results<Ok<ProposalView>, ProblemHttpResult>> RecallAsync(
        string id, LetIn by, RunControl control, ProposalsQuery proposals, CancellationToken ct)
    {
        var answer = await control.RecallAsync(id, by.Actor, ct);
        return answer.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(await proposals.FindAsync(id, by.Reader, ct));
    }

    private static async Task<Results<Ok<ProposalView>, ProblemHttpResult>> CommentAsync(
        string id, CommentRequest request, LetIn by, RunControl control, ProposalsQuery proposals, CancellationToken ct)
    {
        var answer = await control.CommentAsync(id, request.CommentId, request.Text, by.Actor, ct);
        return answer.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(await proposals.FindAsync(id, by.Reader, ct));
    }

    private static async Task<Results<Ok<ProposalView>, ProblemHttpResult>> HandOverAsync(
        string id, HandOverRequest request, LetIn by, Colleagues colleagues, RunControl control, ProposalsQuery proposals, CancellationToken ct)
    {
        var to = request.To is { } subject ? colleagues.Find(subject) : null;
        if (to is null && request.To is not null) return Problems.Of(new(RefusalCode.InvalidRequest, "to must be a reviewer who is known here, or null."));
        var answer = await control.HandOverAsync(id, to?.Subject, to?.Name, request.Note, by.Actor, ct);
        return answer.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(await proposals.FindAsync(id, by.Reader, ct));
    }

    private static ProblemHttpResult NoSuchProposal => Problems.Of(new(RefusalCode.UnknownProposal, "There is no such proposal."));
}

/// <summary>A remark for the others.</summary>
/// <param name="CommentId">The same remark sent twice with one id is one.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CommentRequest(string? Text, string? CommentId = null);

/// <summary>Whose it is to decide first.</summary>
/// <param name="To">A reviewer's subject; null: nobody's in particular any more.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record HandOverRequest(string? To, string? Note = null);
