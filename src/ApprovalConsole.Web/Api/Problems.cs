using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Orchestrator.Outside;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalConsole.Web.Api;

/// <summary>Refusals as problem+json (RFC 9457) with a stable <c>code</c>.</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(Refusal refusal, ProposalView? winner = null)
    {
        var details = Details(StatusOf(refusal.Code), JsonNamingPolicy.CamelCase.ConvertName(refusal.Code.ToString()), refusal.Message);
        if (!refusal.Findings.IsEmpty)
            details.Extensions["errors"] = refusal.Findings.Select(CallFault.Of).ToList();
        if (refusal.Budget is { } budget)
        {
            (details.Extensions["scope"], details.Extensions["window"]) = (budget.Scope, budget.Window);
            (details.Extensions["limitUsd"], details.Extensions["spentUsd"], details.Extensions["neededUsd"]) = (budget.LimitUsd, budget.SpentUsd, budget.NeededUsd);
            details.Extensions["renewsAt"] = budget.RenewsAt;
        }

        if (winner is not null) details.Extensions["proposal"] = winner;
        return TypedResults.Problem(details);
    }

    public static ProblemDetails Details(int status, string code, string message) => new()
    {
        Status = status,
        Title = message,
        Type = $"urn:approvalconsole:{code}",
        Extensions = { ["code"] = code },
    };

    /// <summary>A status that no refusal stands behind.</summary>
    public static ProblemDetails OfStatus(int status) => status switch
    {
        400 => Details(status, "badRequest", "The request cannot be understood."),
        401 => Details(status, "unauthenticated", "Nobody is signed in: send Authorization: Bearer with a key that is known here."),
        403 => Details(status, "forbidden", "Your roles do not allow this."),
        404 => Details(status, "notFound", "There is no such address."),
        405 => Details(status, "methodNotAllowed", "This address does not take this method."),
        413 => Details(status, "tooLarge", "The body is larger than this address takes."),
        415 => Details(status, "unsupportedMediaType", "The body must be JSON: send Content-Type: application/json."),
        429 => Details(status, "tooManyRequests", "Too much at once: wait as long as Retry-After says."),
        503 => Details(status, "unavailable", "The console cannot answer now."),
        _ => Details(status, "error", "The request could not be answered."),
    };

    private static int StatusOf(RefusalCode code) => code switch
    {
        RefusalCode.UnknownRun or RefusalCode.UnknownProposal or RefusalCode.UnknownCall or RefusalCode.UnknownTool or RefusalCode.UnknownChange or RefusalCode.UnknownStop or RefusalCode.UnknownBudget or RefusalCode.UnknownDestination or RefusalCode.UnknownModel => 404,
        RefusalCode.AlreadyDecided or RefusalCode.Changed or RefusalCode.Stale or RefusalCode.Expired or RefusalCode.HashMismatch
            or RefusalCode.Stopped or RefusalCode.RunEnded or RefusalCode.NotHalted or RefusalCode.NotUnknown or RefusalCode.LikeUnknown or RefusalCode.NotDecided or RefusalCode.RunNotEnded or RefusalCode.AgentGone or RefusalCode.Halted or RefusalCode.TooManyMessages => 409,
        RefusalCode.SeparationOfDuties or RefusalCode.BeyondAuthority or RefusalCode.SignInAgain or RefusalCode.Blocked or RefusalCode.RevealFirst or RefusalCode.GrantTooLarge => 403,
        RefusalCode.PolicyChanged => 412,
        RefusalCode.BudgetExhausted => 409,
        RefusalCode.TooManyReveals => 429,
        RefusalCode.CouldNotCheck or RefusalCode.GateUnproven => 503,
        _ => 422,
    };
}
