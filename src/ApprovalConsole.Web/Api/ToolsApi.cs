using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalConsole.Web.Api;

/// <summary>Tools, their policies, and agents over HTTP.</summary>
internal static class ToolsApi
{
    public static void MapTools(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tools", (Policies policies) => TypedResults.Ok(new ToolPage(policies.All, null, policies.Sources))).WithTags("Tools").WithSummary("Every tool");
        api.MapGet("/tools/{id}", Find).WithTags("Tools").WithSummary("One tool");
        api.MapPut("/tools/{id}/policy", SetPolicyAsync).RequireAuthorization(Permit.Admin).WithTags("Tools").WithSummary("Lay down a tool's policy");
        api.MapPost("/tools/{id}/admit", AdmitAsync).RequireAuthorization(Permit.Admin).WithTags("Tools").WithSummary("Let agents see a tool as it is defined now");
        api.MapGet("/agents", (AgentCatalog agents) => TypedResults.Ok(new Page<Agent>(agents.All, null))).WithTags("Agents").WithSummary("Every agent");
    }

    private static Results<Ok<ToolView>, ProblemHttpResult> Find(string id, Policies policies) =>
        policies.Find(id) is { } tool ? TypedResults.Ok(tool) : Problems.Of(new(RefusalCode.UnknownTool, $"There is no tool {id}."));

    private static async Task<Results<Ok<ToolView>, ProblemHttpResult>> AdmitAsync(string id, AdmitRequest request, ClaimsPrincipal user, Policies policies, CancellationToken ct) =>
        await policies.AdmitAsync(id, request.DefinitionHash, Actors.Of(user, Channel.Api), ct) is { } refusal ? Problems.Of(refusal) : Find(id, policies);

    private static async Task<Results<Ok<ToolView>, ProblemHttpResult>> SetPolicyAsync(
        string id, ToolPolicy policy, ClaimsPrincipal user, Policies policies, [FromHeader(Name = "If-Match")] string? ifMatch, CancellationToken ct)
    {
        if (!int.TryParse(ifMatch?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return TypedResults.Problem(Problems.Details(428, "versionMissing", "If-Match must hold the version of the policy that was edited, as in If-Match: \"3\"."));
        policy.Unknown?.Remove("version"); // what was read goes back as it was; the version counts in If-Match
        return await policies.SetAsync(id, policy, version, Actors.Of(user, Channel.Api), ct) is { } refusal ? Problems.Of(refusal) : Find(id, policies);
    }
}

/// <summary>Every tool, and where tools come from: a server that does not answer has no tools to show, but a name and a reason.</summary>
internal sealed record ToolPage(
    IReadOnlyList<ToolView> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next, IReadOnlyList<SourceView> Sources);

/// <param name="DefinitionHash">Of the definition that was looked at.</param>
internal sealed record AdmitRequest(string? DefinitionHash);
