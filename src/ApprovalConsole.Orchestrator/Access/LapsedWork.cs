using System.Threading.Channels;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Access;

/// <summary>What whoever is blocked has under way: approvals of calls that are not sent, changes that wait for another admin. That they count no more holds from the block on, for a run and a policy look at it themselves
/// before anything comes of them; here it is written down at once, so that those who wait with them see it.</summary>
internal sealed class LapsedWork(BlockList blocks, CommandGate gate, ReadPool databases, PolicyBook policies, BudgetControl budgets, SetupControl setups, TimeProvider time, ILogger<LapsedWork> log) : BackgroundService
{
    private const string HasNoApproval = "\"approvals\":{\"count\":0";
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _rounds = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        blocks.Blocked += Look;
        if (!blocks.Ever.IsEmpty) Look(""); // the process before may have ended in between
        await foreach (var _ in _rounds.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await CloseAsync(stoppingToken);
            }
            catch (JournalUnavailableException)
            {
                await Task.Delay(AgainAfter, time, stoppingToken);
                Look("");
            }
        }
    }

    private void Look(string blocked) => _rounds.Writer.TryWrite(true);

    private async Task CloseAsync(CancellationToken ct)
    {
        await policies.CloseLapsedAsync(ct);
        await budgets.CloseLapsedAsync(ct);
        await setups.CloseLapsedAsync(ct);
        foreach (var run in await WithApprovalsAsync(ct))
        {
            try
            {
                await gate.SendAsync(run, new RunCommand.Wake(time.GetUtcNow()), ct);
            }
            catch (Exception e) when (e is not (OperationCanceledException or JournalUnavailableException))
            {
                log.LogError(e, "Run {RunId} could not be told who was blocked; nothing of it is sent before it is.", run);
            }
        }
    }

    /// <summary>Runs with an approval that may not have come to anything yet.</summary>
    private Task<List<string>> WithApprovalsAsync(CancellationToken ct) => databases.ReadAsync(async database =>
    {
        var ids = await database.Proposals.AsNoTracking()
            .Where(p => p.Status == nameof(ProposalStatus.Approved) || (p.Status == nameof(ProposalStatus.Pending) && !p.Document.Contains(HasNoApproval))).Select(p => p.Id).ToListAsync(ct);
        return ids.Select(RunControl.RunOf).Distinct().ToList();
    });
}
