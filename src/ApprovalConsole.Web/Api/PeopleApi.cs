using System.Text.Json.Serialization;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ApprovalConsole.Web.Api;

/// <summary>Who is kept out, over HTTP.</summary>
internal static class PeopleApi
{
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("People").RequireAuthorization(Permit.Admin);
        people.MapGet("/blocked", (BlockList blocks) => TypedResults.Ok(new Page<BlockView>(blocks.All, null))).WithSummary("Who is blocked");
        people.MapPost("/block", BlockAsync).WithSummary("Take nothing of somebody's any more, at once");
        people.MapPost("/unblock", UnblockAsync).WithSummary("Let somebody in again");
    }

    private static async Task<Results<Ok<Page<BlockView>>, ProblemHttpResult>> BlockAsync(BlockRequest request, LetIn by, BlockList blocks, CancellationToken ct) =>
        await blocks.BlockAsync(request.Subject, request.Name, request.Reason, by.Actor, ct) is { } refusal
            ? Problems.Of(refusal) : TypedResults.Ok(new Page<BlockView>(blocks.All, null));

    private static async Task<Results<Ok<Page<BlockView>>, ProblemHttpResult>> UnblockAsync(UnblockRequest request, LetIn by, BlockList blocks, CancellationToken ct) =>
        await blocks.UnblockAsync(request.Subject, by.Actor, ct) is { } refusal
            ? Problems.Of(refusal) : TypedResults.Ok(new Page<BlockView>(blocks.All, null));
}

/// <param name="Subject">With Entra <c>tid/oid</c>.</param>
/// <param name="Name">As shown to others. Left out: the subject.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BlockRequest(string? Subject, string? Name, string? Reason);

/// <param name="Subject">As it was blocked.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record UnblockRequest(string? Subject);
