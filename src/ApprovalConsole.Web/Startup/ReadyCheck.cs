using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Proposals;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApprovalConsole.Web;

/// <summary>Ready: the journal answers, and can be written. Degraded, and ready all the same, where the gate did not hold or the journal is not what it was: people must see it, and what may go on goes on.</summary>
internal sealed class ReadyCheck(ProposalsQuery proposals, GateProof proof, Breach breach, JournalState journal) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await proposals.CountPendingAsync(cancellationToken);
        if (!breach.Findings.IsEmpty) return HealthCheckResult.Degraded($"Nothing is sent: the journal is not what the audit log says it was. {string.Join(' ', breach.Findings)}");
        if (journal.Why is { } why) return HealthCheckResult.Unhealthy($"The journal cannot be written ({why}): nothing is acknowledged or sent until it can be.");
        return proof.State is GateState.Failed ? HealthCheckResult.Degraded($"Irreversible tools are refused. {string.Join(' ', proof.Findings)}") : HealthCheckResult.Healthy();
    }
}
