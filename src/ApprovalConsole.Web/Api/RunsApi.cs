using System.Collections.Immutable;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalConsole.Web.Api;

/// <summary>Runs over HTTP.</summary>
internal static class RunsApi
{
    private const string EventStream = "text/event-stream";

    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapPost("", StartAsync).RequireAuthorization(Permit.Operator).ForPrograms().WithSummary("Start a run");
        runs.MapGet("", ListAsync).WithSummary("Runs, newest first");
        runs.MapGet("/{id}", FindAsync).WithSummary("One run");
        runs.MapGet("/{id}/flow", FlowAsync).WithSummary("How far a pipeline's run has come, node by node");
        runs.MapGet("/{id}/events", EventsAsync).WithSummary("Its events, as JSON or, with Accept: text/event-stream, as they come");
        runs.MapGet("/{id}/export", ExportAsync).WithSummary("The run and all its events so far, in one piece");
        runs.MapPost("/{id}/cancel", CancelAsync).RequireAuthorization(Permit.SupportAdminOperator).ForPrograms().WithSummary("Stop a run");
        runs.MapPost("/{id}/grant", GrantAsync).RequireAuthorization(Permit.SupportAdmin).WithSummary("Let a halted run go on");
        runs.MapPost("/{id}/messages", SayAsync).RequireAuthorization(Permit.Operator).ForPrograms().WithSummary("Pass on what the run's principal says; a run that waits for it goes on");
        runs.MapPost("/{id}/undo", UndoAsync).RequireAuthorization(Permit.SupportAdmin).WithSummary("Take back one reversible call, or all, by a run of its own");
        runs.MapPost("/{id}/reveal", RevealAsync).RequireAuthorization(Permit.Reveal).WithSummary("Show the sensitive values of a run to one person, on the record");
        api.MapPost("/calls/{callId}/outcome", SettleAsync).RequireAuthorization(Permit.ReviewerAdmin).WithTags("Runs")
            .WithSummary("Say what became of a call whose outcome is unknown");
        api.MapPost("/calls/{callId}/take-on", TakeOnAsync).RequireAuthorization(Permit.ReviewerAdmin).WithTags("Runs")
            .WithSummary("Say that one finds out what became of a call whose outcome is unknown");
    }

    private static async Task<Results<Created<RunView>, ProblemHttpResult>> StartAsync(
        RunRequest request, LetIn by, AssertionBounds bounds, PrincipalTokens tokens, RefusedAttempts attempts, RunStarter starter, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, CancellationToken ct)
    {
        var beyond = bounds.WhyNot(by.Actor, request);
        var (verified, fault) = beyond is null ? await tokens.VerifyAsync(request, ct) : (null, beyond);
        await attempts.NoteAsync("assertion", by.Actor, null, request.Agent ?? "", fault);
        if (verified is null) return Problems.Of(fault!);
        var answer = await starter.StartAsync(verified, by.Actor, idempotencyKey, ct);
        return answer.Run is { } run ? TypedResults.Created($"/api/runs/{run.Id}", run) : Problems.Of(answer.Refusal!);
    }

    private static async Task<Ok<Page<RunView>>> ListAsync(RunsQuery runs, Word<RunStatus>? status, string? agent, string? after, int? take, CancellationToken ct) =>
        TypedResults.Ok(await runs.ListAsync(status?.Value, agent, after, take, ct));

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> FindAsync(string id, ClaimsPrincipal user, RunsQuery runs, CancellationToken ct) =>
        await runs.FindAsync(id, ct, PersonClaims.IsPerson(user) ? null : Actors.Of(user, Channel.Api)) is { } run ? TypedResults.Ok(run) : NoSuchRun;

    private static async Task<Results<Ok<FlowView>, ProblemHttpResult>> FlowAsync(string id, Masks masks) => (await masks.ReadAsync(id, null))?.Run switch
    {
        null => NoSuchRun,
        var run when FlowView.Of(run) is { } flow => TypedResults.Ok(flow),
        _ => Problems.Of(new(RefusalCode.UnknownRun, "This run follows no pipeline.")),
    };

    private static async Task<Results<Ok<Page<RunItem>>, ServerSentEventsResult<JsonElement>, NoContent, ProblemHttpResult>> EventsAsync(
        string id, HttpRequest request, ClaimsPrincipal user, RunsQuery runs, RunEvents events, int? after, int? take, CancellationToken ct)
    {
        if (await runs.FindAsync(id, ct) is null) return NoSuchRun;
        if (!request.Headers.Accept.ToString().Contains(EventStream, StringComparison.OrdinalIgnoreCase))
            return TypedResults.Ok(await events.ReadAsync(id, after ?? 0, take, May.ReadHeldAnswers(user), ct));
        var isResumed = int.TryParse(request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last);
        var resumed = isResumed ? last : after ?? 0;
        if (isResumed && await events.IsOverAsync(id, resumed, ct)) return TypedResults.NoContent(); // a browser's EventSource would come back for ever
        return TypedResults.ServerSentEvents(StreamAsync(events, id, resumed, May.ReadHeldAnswers(user), ct));
    }

    private static async Task<Results<Ok<RunExport>, ProblemHttpResult>> ExportAsync(string id, ClaimsPrincipal user, RunsQuery runs, RunEvents events, CancellationToken ct) =>
        await runs.FindAsync(id, ct, PersonClaims.IsPerson(user) ? null : Actors.Of(user, Channel.Api)) is { } run ? TypedResults.Ok(new RunExport(run, await events.ReadAllAsync(id, May.ReadHeldAnswers(user), ct))) : NoSuchRun;

    private static async IAsyncEnumerable<SseItem<JsonElement>> StreamAsync(RunEvents events, string id, int after, bool mayReadHeld, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var item in events.WatchAsync(id, after, mayReadHeld, ct))
        {
            yield return new(JsonSerializer.SerializeToElement(item, ViewJson.Options), item.Type)
            {
                EventId = item.Seq?.ToString(CultureInfo.InvariantCulture),
            };
        }
    }

    private static async Task<Results<Accepted<RunView>, ProblemHttpResult>> CancelAsync(
        string id, ReasonRequest request, LetIn by, RunControl control, CancellationToken ct) =>
        Taken(await control.CancelAsync(id, request.Reason, by.Actor, ct));

    private static async Task<Results<Accepted<RunView>, ProblemHttpResult>> GrantAsync(
        string id, GrantRequest request, LetIn by, RunControl control, CancellationToken ct) =>
        Taken(await control.GrantAsync(id, request.ToGrant(), request.Reason, by.Actor, by.IsAdmin, ct));

    private static async Task<Results<Accepted<RunView>, ProblemHttpResult>> SayAsync(
        string id, MessageRequest request, LetIn by, RunControl control, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, CancellationToken ct) =>
        Taken(await control.SayAsync(id, request.Text, idempotencyKey, by.Actor, ct));

    private static async Task<Results<Accepted<RunView>, ProblemHttpResult>> UndoAsync(
        string id, UndoRequest? request, LetIn by, RunUndo undo, CancellationToken ct) =>
        Taken(await undo.UndoAsync(id, request?.CallId, by.Actor, ct));

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> SettleAsync(
        string callId, OutcomeRequest request, LetIn by, RunControl control, CancellationToken ct)
    {
        if (Word<SettledOutcome>.Read(request.Outcome) is not { } outcome) return Problems.Of(new(RefusalCode.InvalidRequest, "outcome must be happened, didNotHappen or sendAgain."));
        if (BlankText.Is(request.Note)) return Problems.Of(new(RefusalCode.ReasonMissing, "note is missing: say how you know."));
        var answer = await control.SettleAsync(callId, outcome, request.Note, by.Actor, ct);
        return answer.Run is { } run ? TypedResults.Ok(run) : Problems.Of(answer.Refusal!);
    }

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> TakeOnAsync(string callId, LetIn by, RunControl control, CancellationToken ct)
    {
        var answer = await control.TakeOnAsync(callId, by.Actor, ct);
        return answer.Run is { } run ? TypedResults.Ok(run) : Problems.Of(answer.Refusal!);
    }

    private static async Task<Results<Ok<RevealView>, ProblemHttpResult>> RevealAsync(string id, ReasonRequest request, LetIn by, Reveals reveals, CancellationToken ct)
    {
        var (revealed, refusal) = await reveals.RevealAsync(id, request.Reason, by.Actor, ct);
        return revealed is null ? Problems.Of(refusal!) : TypedResults.Ok(new RevealView(revealed.RunId, revealed.All));
    }

    private static Results<Accepted<RunView>, ProblemHttpResult> Taken(RunAnswer answer) =>
        answer.Run is { } run ? TypedResults.Accepted($"/api/runs/{run.Id}", run) : Problems.Of(answer.Refusal!);

    private static ProblemHttpResult NoSuchRun => Problems.Of(new(RefusalCode.UnknownRun, "There is no such run."));
}

/// <summary>Why.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReasonRequest(string? Reason);

/// <summary>What a run's principal says.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MessageRequest(string? Text);

/// <summary>What was masked of a run, for who asked.</summary>
internal sealed record RevealView(string RunId, ImmutableArray<RevealedValue> Values);

/// <summary>More of what a halted run ran out of.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GrantRequest(int? Iterations, long? Tokens, decimal? CostUsd, double? WallClockSeconds, string? Reason)
{
    public Grant ToGrant() => new(Iterations ?? 0, Tokens ?? 0, CostUsd ?? 0, WallClockSeconds ?? 0);
}

/// <summary>What is to be taken back.</summary>
/// <param name="CallId">Left out: every reversible call that was carried out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record UndoRequest(string? CallId = null);

/// <summary>What a person found out.</summary>
/// <param name="Outcome"><c>happened | didNotHappen | sendAgain</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OutcomeRequest(string? Outcome, string? Note);

/// <summary>A run to keep, as whoever asks may see it.</summary>
/// <param name="Events">In their order; those that came while it was read may be among them.</param>
internal sealed record RunExport(RunView Run, IReadOnlyList<RunItem> Events);
