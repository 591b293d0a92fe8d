using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ApprovalConsole.Web.Api;

/// <summary>Lets a browser of somebody's own product follow one run.</summary>
internal static class ViewersApi
{
    public const string Path = "/viewer/progress";

    private const string Origins = "Viewers:Origins";
    private const string Policy = "viewers";
    private const string Bearer = "Bearer ";

    /// <summary>Browsers ask from pages of other origins; only those that the settings name are answered.</summary>
    public static void AddViewers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ViewerTokens>();
        var origins = ViewerOrigins.In(builder.Configuration.GetSection(Origins));
        builder.Services.AddCors(cors => cors.AddPolicy(Policy, policy => policy.WithOrigins([.. origins]).WithMethods(HttpMethods.Get).WithHeaders("Authorization", "Last-Event-ID")));
    }

    public static void MapViewers(this WebApplication app, IEndpointRouteBuilder api)
    {
        api.MapPost("/runs/{id}/viewers", GiveAsync).RequireAuthorization(Permit.Operator).ForPrograms().WithTags("Runs").WithSummary("A token by which a browser follows this run, in lines that say nothing of its tools");
        app.MapGet(Path, FollowAsync).AllowAnonymous().RequireCors(Policy).WithTags("Runs").WithSummary("What a viewer's run is doing, as server-sent events; with a viewer's token")
            .WithDescription("The token goes into Authorization, after Bearer; or into the address, as ?token=, where no header can be set.");
    }

    /// <summary>The run whose viewer asks; null where none does.</summary>
    public static string? RunOf(HttpContext context) => context.Request.Path == Path && context.RequestServices.GetRequiredService<ViewerTokens>().Read(TokenIn(context.Request)) is var (run, _) ? run : null;

    private static async Task<Results<Created<ViewerView>, ProblemHttpResult>> GiveAsync(string id, ViewerRequest? request, LetIn by, ViewerTokens tokens, RunControl control, TimeProvider time, CancellationToken ct)
    {
        if (request?.Seconds is { } seconds && (seconds < 1 || seconds > ViewerTokens.Longest.TotalSeconds))
            return Problems.Of(new(RefusalCode.InvalidRequest, $"seconds must be from 1 to {ViewerTokens.Longest.TotalSeconds}."));
        if (await control.WhyNotOwnAsync(id, by.Actor, ct) is { } refusal) return Problems.Of(refusal);
        var until = time.GetUtcNow() + (request?.Seconds is { } wanted ? TimeSpan.FromSeconds(wanted) : ViewerTokens.Usual);
        return TypedResults.Created(Path, new ViewerView(tokens.Make(id, until), until, Path));
    }

    private static async Task<Results<ServerSentEventsResult<JsonElement>, NoContent, ProblemHttpResult>> FollowAsync(HttpRequest request, ViewerTokens tokens, RunEvents events, TimeProvider time, string? after, CancellationToken ct)
    {
        if (tokens.Read(TokenIn(request)) is not var (runId, until)) return TypedResults.Problem(Problems.Details(401, "viewerToken", "A viewer's token is needed that is still good: in the header Authorization, after Bearer, or as token in the address."));
        if (!int.TryParse(after ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var from)) return Problems.Of(new(RefusalCode.InvalidRequest, "after must be the number of a line."));
        var isResumed = int.TryParse(request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last);
        if (isResumed && await events.HasEndedByAsync(runId, last, ct)) return TypedResults.NoContent(); // a browser's EventSource would come back for ever
        return TypedResults.ServerSentEvents(StreamAsync(events, runId, isResumed ? last : from, until - time.GetUtcNow(), time, ct));
    }

    /// <summary>Not beyond the token's time.</summary>
    private static async IAsyncEnumerable<SseItem<JsonElement>> StreamAsync(RunEvents events, string runId, int after, TimeSpan time, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        using var over = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
        await using var lines = events.TellAsync(runId, after, either.Token).GetAsyncEnumerator(either.Token);
        while (await NextAsync(lines, over))
            yield return new(JsonSerializer.SerializeToElement(lines.Current, ViewJson.Options), "progress") { EventId = lines.Current.Seq.ToString(CultureInfo.InvariantCulture) };
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ProgressLine> lines, CancellationTokenSource over)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string? TokenIn(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { Length: > 0 } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : request.Query["token"];
}

/// <summary>How long a viewer may look.</summary>
/// <param name="Seconds">From 1 to a day. Default an hour.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ViewerRequest(int? Seconds);

/// <summary>What a browser needs to look.</summary>
/// <param name="Path">Where it looks.</param>
internal sealed record ViewerView(string Token, DateTimeOffset ExpiresAt, string Path);
