using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalConsole.Web.Api;

/// <summary>Agents, and what models cost, over HTTP: read by everybody, laid down by admins.</summary>
internal static class AgentsApi
{
    public static void MapAgents(this IEndpointRouteBuilder api)
    {
        var agents = api.MapGroup("/agents").WithTags("Agents");
        agents.MapGet("", (AgentCatalog catalog) => TypedResults.Ok(new Page<Agent>([.. catalog.All, .. catalog.External], null))).WithSummary("Every agent");
        Map(agents.MapGroup("/{name}"), SetupScope.Agent, "an agent's settings").Accepts<AgentSettings>("application/json");
        var models = api.MapGroup("/models").WithTags("Models");
        models.MapGet("", (AgentsQuery query) => TypedResults.Ok(new Page<ModelView>(query.Models(), null))).WithSummary("Every model that agents can be routed to, with what it costs");
        Map(models.MapGroup("/{name}/price"), SetupScope.Model, "what a model costs").Accepts<ModelPrice>("application/json");
    }

    private static RouteHandlerBuilder Map(RouteGroupBuilder one, Func<string, SetupScope> scopeOf, string what)
    {
        one.AddEndpointFilter(async (context, next) =>
            scopeOf((string)context.HttpContext.Request.RouteValues["name"]!) is var scope && context.HttpContext.RequestServices.GetRequiredService<SetupControl>().Find(scope) is null ? Unknown(scope) : await next(context));
        one.MapGet("", (string name, SetupControl setups) => Find(scopeOf(name), setups)).WithSummary($"Read {what}, with every version");
        one.MapPost("/changes/{changeId}/approve", (string name, string changeId, LetIn by, SetupControl setups, CancellationToken ct) => ConfirmAsync(scopeOf(name), changeId, by, setups, ct))
            .RequireAuthorization(Permit.Admin).WithSummary("Agree to what another admin proposed");
        one.MapPost("/changes/{changeId}/reject", (string name, string changeId, LetIn by, SetupControl setups, CancellationToken ct) => RejectAsync(scopeOf(name), changeId, by, setups, ct))
            .RequireAuthorization(Permit.Admin).WithSummary("Turn a proposed change down");
        one.MapPost("/preview", (string name, JsonElement body, int? take, SetupControl setups, SetupPreview previews, CancellationToken ct) => PreviewAsync(scopeOf(name), body, take, setups, previews, ct))
            .RequireAuthorization(Permit.Admin).ForPrograms().WithSummary($"What it would have done to recorded runs or to what was spent, before you lay down {what}");
        return one.MapPut("", (string name, JsonElement body, LetIn by, SetupControl setups, [FromHeader(Name = "If-Match")] string? ifMatch, CancellationToken ct) => SetAsync(scopeOf(name), body, by, setups, ifMatch, ct))
            .RequireAuthorization(Permit.Admin).WithSummary($"Lay down {what}: what narrows holds at once, what widens once another admin agrees");
    }

    private static Results<Ok<SetupRead>, ProblemHttpResult> Find(SetupScope scope, SetupControl setups) =>
        setups.Find(scope) is { } view ? TypedResults.Ok(SetupRead.Of(view)) : Unknown(scope);

    private static async Task<Results<Ok<SetupRead>, Accepted<ProposedChange>, ProblemHttpResult>> SetAsync(SetupScope scope, JsonElement body, LetIn by, SetupControl setups, string? ifMatch, CancellationToken ct)
    {
        if (!int.TryParse(ifMatch?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return TypedResults.Problem(Problems.Details(428, "versionMissing", "If-Match must hold the version that was edited, as in If-Match: \"3\"."));
        var (setup, unread) = setups.Read(scope, body.GetRawText());
        if (setup is null) return Problems.Of(unread!);
        var weaker = setups.WhySecondAdmin(scope, setup);
        var (changeId, refusal) = await setups.SetAsync(scope, setup, version, by.Actor, ct);
        if (refusal is not null) return Problems.Of(refusal);
        return changeId is null ? TypedResults.Ok(SetupRead.Of(setups.Find(scope)!)) : TypedResults.Accepted($"/api/{(scope.IsAgent ? "agents" : "models")}/{Uri.EscapeDataString(scope.Name)}{(scope.IsAgent ? "" : "/price")}", new ProposedChange(changeId, weaker));
    }

    private static async Task<Results<Ok<SetupRead>, ProblemHttpResult>> ConfirmAsync(SetupScope scope, string changeId, LetIn by, SetupControl setups, CancellationToken ct) =>
        await setups.ConfirmAsync(scope, changeId, by.Actor, ct) is { } refusal ? Problems.Of(refusal) : Find(scope, setups);

    private static async Task<Results<Ok<SetupRead>, ProblemHttpResult>> RejectAsync(SetupScope scope, string changeId, LetIn by, SetupControl setups, CancellationToken ct) =>
        await setups.RejectAsync(scope, changeId, by.Actor, ct) is { } refusal ? Problems.Of(refusal) : Find(scope, setups);

    private static async Task<Results<Ok<SetupPreviewView>, ProblemHttpResult>> PreviewAsync(SetupScope scope, JsonElement body, int? take, SetupControl setups, SetupPreview previews, CancellationToken ct)
    {
        var (setup, unread) = setups.Read(scope, body.GetRawText());
        if (setup is null) return Problems.Of(unread!);
        var (preview, refusal) = await previews.OfAsync(scope, setup, take ?? 200, ct);
        return preview is null ? Problems.Of(refusal!) : TypedResults.Ok(preview);
    }

    private static ProblemHttpResult Unknown(SetupScope scope) => TypedResults.Problem(scope.IsAgent
        ? Problems.Details(404, "unknownAgent", $"There is no agent {scope.Name}: the settings name which there are.") : Problems.Details(404, "unknownModel", $"There is no model {scope.Name}: the settings name which there are."));
}
