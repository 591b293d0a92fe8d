using ApprovalConsole.Domain;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ApprovalConsole.Web.Api;

/// <summary>Who outside is told what, over HTTP.</summary>
internal static class DestinationsApi
{
    public static void MapDestinations(this IEndpointRouteBuilder api)
    {
        var destinations = api.MapGroup("/destinations").WithTags("Destinations").RequireAuthorization(Permit.Admin);
        destinations.MapGet("", async (DestinationsQuery query, CancellationToken ct) => TypedResults.Ok(new Page<DestinationView>(await query.AllAsync(ct), null))).WithSummary("Who is told, and where deliveries stand");
        destinations.MapGet("/{name}/deliveries", ListAsync).WithSummary("What was told, is to be told or was given up, newest first");
        destinations.MapPost("/{name}/disable", DisableAsync).WithSummary("Tell somebody nothing for now; it is kept");
        destinations.MapPost("/{name}/enable", EnableAsync).WithSummary("Tell somebody what was kept, and what comes");
        destinations.MapPost("/{name}/deliveries/{id}/resend", ResendAsync).WithSummary("Deliver once more, with the same id");
    }

    private static async Task<Ok<Page<DeliveryView>>> ListAsync(string name, DestinationsQuery query, Word<DeliveryStatus>? status, string? after, int? take, CancellationToken ct) =>
        TypedResults.Ok(await query.DeliveriesAsync(name, status?.Value, after, take, ct));

    private static async Task<Results<Ok<Page<DestinationView>>, ProblemHttpResult>> DisableAsync(string name, LetIn by, DestinationControl control, DestinationsQuery query, CancellationToken ct) =>
        await AnswerAsync(await control.DisableAsync(name, by.Actor, ct), query, ct);

    private static async Task<Results<Ok<Page<DestinationView>>, ProblemHttpResult>> EnableAsync(string name, LetIn by, DestinationControl control, DestinationsQuery query, CancellationToken ct) =>
        await AnswerAsync(await control.EnableAsync(name, by.Actor, ct), query, ct);

    private static async Task<Results<Ok<Page<DestinationView>>, ProblemHttpResult>> ResendAsync(string name, string id, LetIn by, DestinationControl control, DestinationsQuery query, CancellationToken ct) =>
        await AnswerAsync(await control.ResendAsync(name, id, by.Actor, ct), query, ct);

    private static async Task<Results<Ok<Page<DestinationView>>, ProblemHttpResult>> AnswerAsync(Refusal? refusal, DestinationsQuery query, CancellationToken ct) =>
        refusal is not null ? Problems.Of(refusal) : TypedResults.Ok(new Page<DestinationView>(await query.AllAsync(ct), null));
}
