using System.Globalization;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalConsole.Web.Api;

/// <summary>Budgets and what was spent, over HTTP.</summary>
internal static class BudgetsApi
{
    public static void MapBudgets(this IEndpointRouteBuilder api)
    {
        var budgets = api.MapGroup("/budgets").WithTags("Budgets");
        budgets.MapGet("", AllAsync).WithSummary("Every budget: limit, spent, reserved, forecast");
        budgets.MapPut("/{scope}", SetAsync).RequireAuthorization(Permit.Admin).WithSummary("Lay down a budget: less holds at once, more once another admin agrees");
        budgets.MapPost("/{scope}/changes/{changeId}/approve", ConfirmAsync).RequireAuthorization(Permit.Admin).WithSummary("Agree to another admin's budget");
        budgets.MapPost("/{scope}/changes/{changeId}/reject", RejectAsync).RequireAuthorization(Permit.Admin).WithSummary("Turn a proposed budget down");
        api.MapGet("/spend", SpendAsync).WithTags("Budgets").WithSummary("What a month's model calls came to, by agent and model");
    }

    private static async Task<Ok<Page<BudgetView>>> AllAsync(BudgetControl budgets, CancellationToken ct) => TypedResults.Ok(new Page<BudgetView>(await budgets.AllAsync(ct), null));

    private static async Task<Results<Ok<Page<SpendView>>, ProblemHttpResult>> SpendAsync(string? month, SpendQuery spend, CancellationToken ct) =>
        month is null || SpendQuery.IsMonth(month)
            ? TypedResults.Ok(new Page<SpendView>(await spend.OfMonthAsync(month ?? spend.ThisMonth, ct), null))
            : Problems.Of(new(RefusalCode.InvalidRequest, "month must be a month as in 2026-11."));

    private static async Task<Results<Ok<BudgetView>, Accepted<ProposedChange>, ProblemHttpResult>> SetAsync(
        string scope, BudgetRequest request, LetIn by, BudgetControl budgets, [FromHeader(Name = "If-Match")] string? ifMatch, CancellationToken ct)
    {
        var version = (int?)null;
        if (ifMatch is not null)
        {
            if (!int.TryParse(ifMatch.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var given))
                return Problems.Of(new(RefusalCode.InvalidRequest, "If-Match must hold the version of the budget that was looked at, as in If-Match: \"3\"."));
            version = given;
        }

        if (request.LimitUsd is not { } limit) return Problems.Of(new(RefusalCode.InvalidRequest, "limitUsd is missing."));
        var alerts = request.Alerts is { } asked ? [.. asked] : (await budgets.FindAsync(scope, ct))?.Alerts ?? BudgetTerms.UsualAlerts;
        var (changeId, refusal) = await budgets.SetAsync(scope, new(limit, alerts), version, by.Actor, ct);
        if (refusal is not null) return Problems.Of(refusal);
        return changeId is null ? await FoundAsync(scope, budgets, ct) : TypedResults.Accepted("/api/budgets", new ProposedChange(changeId, ["more may be spent, or people are told later"]));
    }

    private static async Task<Results<Ok<BudgetView>, ProblemHttpResult>> ConfirmAsync(string scope, string changeId, LetIn by, BudgetControl budgets, CancellationToken ct) =>
        await budgets.ConfirmAsync(scope, changeId, by.Actor, ct) is { } refusal ? Problems.Of(refusal) : await FoundAsync(scope, budgets, ct);

    private static async Task<Results<Ok<BudgetView>, ProblemHttpResult>> RejectAsync(string scope, string changeId, LetIn by, BudgetControl budgets, CancellationToken ct) =>
        await budgets.RejectAsync(scope, changeId, by.Actor, ct) is { } refusal ? Problems.Of(refusal) : await FoundAsync(scope, budgets, ct);

    private static async Task<Ok<BudgetView>> FoundAsync(string scope, BudgetControl budgets, CancellationToken ct) => TypedResults.Ok(await budgets.FindAsync(scope, ct));
}

/// <summary>What is to hold.</summary>
/// <param name="LimitUsd">From 0 to 1,000,000.</param>
/// <param name="Alerts">Shares of the limit at which people are told; null: as they are.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BudgetRequest(decimal? LimitUsd, IReadOnlyList<decimal>? Alerts = null);
