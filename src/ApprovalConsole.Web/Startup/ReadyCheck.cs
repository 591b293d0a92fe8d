using ApprovalConsole.Orchestrator.Proposals;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApprovalConsole.Web;

/// <summary>Ready: the journal answers.</summary>
internal sealed class ReadyCheck(ProposalsQuery proposals) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await proposals.CountPendingAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
