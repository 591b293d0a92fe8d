using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>Follows who belongs to the cluster, as Orleans has it. Where a node is gone, the others take up its runs, each those that are placed with it by then; and again whenever one more goes, for it may have gone late.</summary>
internal sealed class Membership(IClusterMembershipService members, Placement placement, Recovery recovery, LastSign lastSign, Owner self, TimeProvider time, ILogger<Membership> log) : BackgroundService
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);

    private ImmutableHashSet<string>? _known;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var now in members.MembershipUpdates.WithCancellation(stoppingToken))
        {
            var living = now.Members.Values.Where(m => m.Status is not (SiloStatus.None or SiloStatus.Dead)).Select(m => m.Name).ToImmutableHashSet();
            var active = now.Members.Values.Where(m => m.Status is SiloStatus.Active).Select(m => m.Name).Order(StringComparer.Ordinal).ToImmutableArray();
            if (!active.Contains(self.Epoch)) continue;
            placement.Become(active, living.Remove(self.Epoch));
            var isFirst = _known is null;
            var gone = _known?.Except(living) ?? [];
            _known = living;
            if (!isFirst && gone.IsEmpty) continue;
            if (!gone.IsEmpty) log.LogWarning("{Gone} of the cluster's nodes are gone, {Living} live; their runs go on with those.", gone.Count, living.Count);
            await TakeUpAsync(isFirst ? lastSign.At : time.GetUtcNow(), stoppingToken);
        }
    }

    /// <summary>What cannot be written down now is taken up later.</summary>
    private async Task TakeUpAsync(DateTimeOffset? sign, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await recovery.GoOnAsync(sign, ct);
                return;
            }
            catch (JournalUnavailableException e)
            {
                log.LogError(e, "What a node has left cannot be taken up now; it is tried again.");
                await Task.Delay(AgainAfter, ct);
            }
        }
    }
}
