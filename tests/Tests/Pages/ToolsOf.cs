using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Tests.Pages;

/// <summary>Tools as the pages get them.</summary>
internal static class ToolsOf
{
    public static ToolView Pay(ToolPolicy? policy = null, int version = 1, ToolStatus status = ToolStatus.Active, AdmissionView? admitted = null) => new(
        "shop.pay", "shop", "pay", "Pays.", Proposals.Json("""{"type":"object","properties":{"to":{"type":"string"},"amount":{"type":"number"}}}"""), new('a', 64), null,
        new(version, policy ?? new()), status, status is ToolStatus.Active ? null : "for a reason", admitted);

    public static PolicyVersionView Version(int number, ToolPolicy policy, bool isSealed = true) => new(number, Proposals.Noon.AddHours(number), "ada", null, policy, isSealed);
}
