using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Sketching;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalConsole.Web.Api;

/// <summary>Tools and their policies over HTTP.</summary>
internal static class ToolsApi
{
    public static void MapTools(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tools", (Policies policies) => TypedResults.Ok(new ToolPage(policies.All, null, policies.Sources))).WithTags("Tools").WithSummary("Every tool");
        api.MapGet("/tools/{id}", Find).WithTags("Tools").WithSummary("One tool");
        api.MapPut("/tools/{id}/policy", SetPolicyAsync).RequireAuthorization(Permit.Admin).WithTags("Tools").WithSummary("Lay down a tool's policy");
        api.MapPost("/tools/{id}/admit", AdmitAsync).RequireAuthorization(Permit.Admin).WithTags("Tools").WithSummary("Admit a tool as it is defined now");
        api.MapGet("/tools/{id}/policy/versions", Versions).WithTags("Tools").WithSummary("Every version of a tool's policy, newest first");
        api.MapPost("/tools/{id}/policy/preview", PreviewAsync).RequireAuthorization(Permit.Admin).ForPrograms().WithTags("Tools").WithSummary("What another policy would have said of recorded calls");
        api.MapGet("/tools/{id}/policy/sketch", SketchAsync).RequireAuthorization(Permit.Admin).WithTags("Tools").WithSummary("What could be laid down for a tool, line by line, each check tried");
        api.MapGet("/tools/{id}/policy/changes", Changes).WithTags("Tools").WithSummary("Policies that wait for another admin");
        api.MapPost("/tools/{id}/policy/changes/{changeId}/approve", ConfirmAsync).RequireAuthorization(Permit.Admin).WithTags("Tools").WithSummary("Agree to another admin's policy");
        api.MapPost("/tools/{id}/policy/changes/{changeId}/reject", RejectAsync).RequireAuthorization(Permit.Admin).WithTags("Tools").WithSummary("Turn a proposed policy down");
    }

    private static Results<Ok<ToolView>, ProblemHttpResult> Find(string id, Policies policies) =>
        policies.Find(id) is { } tool ? TypedResults.Ok(tool) : Problems.Of(new(RefusalCode.UnknownTool, $"There is no tool {id}."));

    private static Results<Ok<Page<PolicyVersionView>>, ProblemHttpResult> Versions(string id, Policies policies) =>
        policies.Versions(id) is { } versions ? TypedResults.Ok(new Page<PolicyVersionView>(versions, null)) : Problems.Of(new(RefusalCode.UnknownTool, $"There is no tool {id}."));

    private static Results<Ok<Page<PolicyChangeView>>, ProblemHttpResult> Changes(string id, Policies policies) =>
        policies.OpenChanges(id) is { } changes ? TypedResults.Ok(new Page<PolicyChangeView>(changes, null)) : Problems.Of(new(RefusalCode.UnknownTool, $"There is no tool {id}."));

    private static async Task<Results<Ok<PreviewView>, ProblemHttpResult>> PreviewAsync(string id, ToolPolicy policy, int? take, PolicyPreview previews, CancellationToken ct)
    {
        policy.Unknown?.Remove("version");
        var (preview, refusal) = await previews.OfAsync(id, policy, take ?? 200, ct);
        return preview is null ? Problems.Of(refusal!) : TypedResults.Ok(preview);
    }

    private static async Task<Results<Ok<SketchView>, ProblemHttpResult>> SketchAsync(string id, ClaimsPrincipal user, Policies policies, PolicySketches sketches, CancellationToken ct) =>
        policies.Find(id) is { } tool && await sketches.OfAsync(id, Actors.Of(user, Channel.Api), ct) is { } sketch
            ? TypedResults.Ok(SketchView.Of(sketch, tool.Policy)) : Problems.Of(new(RefusalCode.UnknownTool, $"There is no tool {id}."));

    private static async Task<Results<Ok<ToolView>, ProblemHttpResult>> AdmitAsync(string id, Admission admission, LetIn by, Policies policies, CancellationToken ct) =>
        await policies.AdmitAsync(id, admission.DefinitionHash, by.Actor, ct) is { } refusal ? Problems.Of(refusal) : Find(id, policies);

    private static async Task<Results<Ok<ToolView>, ProblemHttpResult>> ConfirmAsync(string id, string changeId, LetIn by, Policies policies, CancellationToken ct) =>
        await policies.ConfirmAsync(id, changeId, by.Actor, ct) is { } refusal ? Problems.Of(refusal) : Find(id, policies);

    private static async Task<Results<Ok<ToolView>, ProblemHttpResult>> RejectAsync(string id, string changeId, LetIn by, Policies policies, CancellationToken ct) =>
        await policies.RejectAsync(id, changeId, by.Actor, ct) is { } refusal ? Problems.Of(refusal) : Find(id, policies);

    private static async Task<Results<Ok<ToolView>, Accepted<ProposedChange>, ProblemHttpResult>> SetPolicyAsync(
        string id, ToolPolicy policy, LetIn by, Policies policies, [FromHeader(Name = "If-Match")] string? ifMatch, CancellationToken ct)
    {
        if (!int.TryParse(ifMatch?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return TypedResults.Problem(Problems.Details(428, "versionMissing", "If-Match must hold the version of the policy that was edited, as in If-Match: \"3\"."));
        policy.Unknown?.Remove("version"); // what was read goes back as it was; the version counts in If-Match
        if (policies.Find(id) is not null && policies.NeedsSecondAdmin(id, policy))
        {
            var weaker = policies.WhySecondAdmin(id, policy);
            var (changeId, why) = await policies.ProposeAsync(id, policy, version, by.Actor, ct);
            return why is null ? TypedResults.Accepted($"/api/tools/{id}/policy/changes", new ProposedChange(changeId!, weaker)) : Problems.Of(why);
        }

        if (await policies.SetAsync(id, policy, version, by.Actor, ct) is { } refusal) return Problems.Of(refusal);
        return policies.Find(id) is { } tool ? TypedResults.Ok(tool) : Problems.Of(new(RefusalCode.UnknownTool, $"There is no tool {id}."));
    }
}

/// <summary>Which definition the admin has looked at.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Admission(string DefinitionHash);

/// <summary>The policy holds once another admin agrees.</summary>
/// <param name="Weaker">What it would let through that is held now, in words.</param>
internal sealed record ProposedChange(string ChangeId, IReadOnlyList<string> Weaker);

/// <summary>Every tool, and where tools come from: a server that does not answer has no tools to show, but a name and a reason.</summary>
internal sealed record ToolPage(
    IReadOnlyList<ToolView> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next, IReadOnlyList<SourceView> Sources);
