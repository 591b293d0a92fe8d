using System.Security.Claims;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Outside;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalConsole.Web.Api;

/// <summary>The gate for agents that run elsewhere, over HTTP.</summary>
internal static class ToolCallsApi
{
    public static void MapToolCalls(this IEndpointRouteBuilder api)
    {
        var calls = api.MapGroup("/tool-calls").WithTags("Tool calls").RequireAuthorization(Permit.Operator);
        calls.MapPost("", AskAsync).RequireAuthorization(Permit.Operator).ForPrograms().WithSummary("Ask for a call, in the name of an agent that runs elsewhere");
        calls.MapGet("/{id}", FollowAsync).WithSummary("What became of a call that one asked for");
    }

    /// <summary>Without <c>waitSeconds</c> it answers once the call is carried out or waits for a person.</summary>
    private static async Task<Results<Ok<ToolCallView>, Accepted<ToolCallView>, ProblemHttpResult>> AskAsync(
        ToolCallRequest request, LetIn by, OutsideDoor door, OutsideCalls calls, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, int? waitSeconds, CancellationToken ct)
    {
        if (WhyNot(waitSeconds) is { } wrong) return wrong;
        var answer = await door.AskAsync(request, by.Actor, idempotencyKey, ct);
        if (answer.CallId is not { } asked) return Problems.Of(answer.Refusal!);
        return Answer((await calls.FollowAsync(asked, new(by.Actor, by.IsPerson), waitSeconds is null ? IsUnderWay : call => call.IsSettled, Wait(waitSeconds ?? MostSeconds), ct))!);
    }

    private static async Task<Results<Ok<ToolCallView>, Accepted<ToolCallView>, ProblemHttpResult>> FollowAsync(string id, ClaimsPrincipal user, OutsideCalls calls, int? waitSeconds, CancellationToken ct)
    {
        if (WhyNot(waitSeconds) is { } wrong) return wrong;
        return await calls.FollowAsync(id, new(Actors.Of(user, Channel.Api), PersonClaims.IsPerson(user)), call => call.IsSettled, Wait(waitSeconds ?? 0), ct) is { } call
            ? Answer(call) : Problems.Of(new(RefusalCode.UnknownCall, "You asked for no such call."));
    }

    private static int MostSeconds => (int)OutsideCalls.LongestWait.TotalSeconds;

    private static TimeSpan Wait(int seconds) => TimeSpan.FromSeconds(seconds);

    private static bool IsUnderWay(ToolCallView call) => call.Status is not ToolCallStatus.Running;

    private static ProblemHttpResult? WhyNot(int? waitSeconds) => waitSeconds is < 0 || waitSeconds > MostSeconds
        ? Problems.Of(new(RefusalCode.InvalidRequest, $"waitSeconds must be 0 to {MostSeconds}.")) : null;

    private static Results<Ok<ToolCallView>, Accepted<ToolCallView>, ProblemHttpResult> Answer(ToolCallView call)
    {
        if (call.Status is ToolCallStatus.Refused)
        {
            var refused = Problems.Of(new(RefusalCode.ValidationFailed, "The call does not pass."));
            refused.ProblemDetails.Extensions["errors"] = call.Errors;
            refused.ProblemDetails.Extensions["callId"] = call.Id;
            return refused;
        }

        return call.IsSettled ? TypedResults.Ok(call) : TypedResults.Accepted($"/api/tool-calls/{call.Id}", call);
    }
}
