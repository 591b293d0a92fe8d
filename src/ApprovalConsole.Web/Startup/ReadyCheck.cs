using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Proposals;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApprovalConsole.Web;

/// <summary>Ready: the journal answers. Degraded, and ready all the same, where the gate did not hold: people must see it, and everything but irreversible calls goes on.</summary>
internal sealed class ReadyCheck(ProposalsQuery proposals, GateProof proof) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await proposals.CountPendingAsync(cancellationToken);
        return proof.State is GateState.Failed ? HealthCheckResult.Degraded($"Irreversible tools are refused. {string.Join(' ', proof.Findings)}") : HealthCheckResult.Healthy();
    }
}
