using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Tests.Pages;

/// <summary>Proposals as the pages get them.</summary>
internal static class Proposals
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly LayerView Passed = new("passed", []);
    private static readonly LayerView NoRules = new("noRules", []);

    public static ProposalView Refund(string id = "r1.3.1.p1", string arguments = """{"amount":120,"order_id":"#W881","reason":"damaged"}""") => new(
        id, 1, id.Split('.')[0], id[..id.LastIndexOf('.')], "desk", "desk.refund_order", "Refund 120 USD on order #W881", "Refund {/amount} USD on order {/order_id}",
        Json(arguments), CanonicalJson.Hash(Json(arguments)), null, $"view-of-{id}", Reversibility.Irreversible, "refund_order is Irreversible (policy v1)",
        "1 order, 120 USD leaves the account", ["/amount", "/order_id"], [], ProposalStatus.Pending, Noon, Noon.AddDays(1), null, 1, new(0, false),
        new(Passed, Passed, NoRules), [], "Work ticket T-1001", "ana.ruiz", 3, 8, 0.02m, [], [], "The order arrived broken.", null, [], null, null);

    public static ProposalView Critical(this ProposalView proposal) => proposal with { Reversibility = Reversibility.Critical, ApprovalsNeeded = 2 };

    public static ProposalView DecidedBy(this ProposalView proposal, string name, DecisionKind kind, ProposalStatus status) => proposal with
    {
        Status = status, Decision = new(kind, name, "page", "", Noon.AddMinutes(1)),
    };

    public static JsonElement Json(string text) => JsonElement.Parse(text);
}
