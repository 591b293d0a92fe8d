using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>Lets runs go on that waited for money to come back. A crash in between loses nothing: a start looks at every run that owes something.</summary>
internal sealed class BudgetResumption(BudgetQueue queue, CommandGate gate, TimeProvider time, ILogger<BudgetResumption> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
                foreach (var line in await queue.NextAsync(stoppingToken)) await WakeAsync(line, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The console ends.
        }
    }

    /// <summary>Where one has to wait on, those behind it do, too: small calls must not pass a large one for ever.</summary>
    private async Task WakeAsync(IReadOnlyList<string> line, CancellationToken ct)
    {
        foreach (var id in line)
        {
            await WakeAsync(id, ct);
            if (queue.Contains(id)) return;
        }
    }

    /// <summary>A run that cannot be woken must not keep the others waiting.</summary>
    private async Task WakeAsync(string id, CancellationToken ct)
    {
        try
        {
            await gate.SendAsync(id, new RunCommand.Wake(time.GetUtcNow()), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            queue.Leave(id);
            log.LogError(e, "Run {RunId} waited for a budget and could not be woken; the next start does.", id);
        }
    }
}
