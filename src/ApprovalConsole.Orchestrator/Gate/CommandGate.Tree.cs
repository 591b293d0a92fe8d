using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>A run of a tree hears what was said elsewhere in it before anything is decided, so that a denial and a cancel hold from the moment they are acknowledged, whatever becomes of the process. So does any run of whoever was blocked.</summary>
public sealed partial class CommandGate
{
    /// <summary>One query for a run that is part of a tree, and none for any other.</summary>
    private async Task<TreeNews> NewsAsync(Mailboxes.Turn turn, RunCommand command, Run run, CancellationToken ct)
    {
        var (root, runId) = command is RunCommand.Start { Ancestry: { } ancestry } start && !run.IsStarted ? (ancestry.Root, start.RunId) : (run.TreeRoot, run.Id);
        if (root is null) return TreeNews.None;
        var others = await _tree.OfOthersAsync(root, runId, ct);
        var said = others.Sum(o => o.Count);
        var still = TreeEvents.StillAre(said, root, runId);
        if (turn.Heard == said && command is not RunCommand.GrantMore) return new(said, still, []);
        try
        {
            var runs = new List<Run>();
            foreach (var (other, _) in others) runs.Add((await ReadProvenAsync(other, ct))!);
            if (command is not RunCommand.GrantMore) return new(said, still, runs);
            var first = root == runId ? run : runs.Find(r => r.Id == root) ?? (await ReadProvenAsync(root, ct))!;
            return new(said, still, runs) { Grants = new(runs.Aggregate(new Grant(), (sum, r) => sum + r.Granted), first.OriginalLimits) };
        }
        catch (JournalDamagedException) when (command is not RunCommand.GrantMore) // which must not be judged by half of what it hangs on
        {
            return new(null, still, []) { IsReadable = false };
        }
    }

    /// <summary>The command's ruling after what the run has to hear first, and the events of both. A run that is only started hears it at once afterwards.</summary>
    private (Ruling<RunEvent> Ruling, ImmutableArray<RunEvent> Events) DecideAfter(TreeNews news, RunCommand command, Run run)
    {
        ImmutableArray<RunEvent> heard = run.IsStarted ? Hear(news, run, command.At) : [];
        var informed = heard.Aggregate(run, RunEvolution.Evolve);
        var ruling = command is RunCommand.RecordDecision { By: var by } && _blocks.Holds(by) ? new Ruling<RunEvent>.Refused(BlockList.Refusal) : _decide(command is RunCommand.GrantMore grant ? grant with { Tree = news.Grants } : command, informed);
        if (ruling is not Ruling<RunEvent>.Accepted { Events: var accepted }) return (ruling, heard);
        var decided = _seal.Mark(accepted, informed);
        return (ruling, [.. heard, .. decided, .. run.IsStarted ? [] : Hear(news, decided.Aggregate(informed, RunEvolution.Evolve), command.At)]);
    }

    private ImmutableArray<RunEvent> Hear(TreeNews news, Run run, DateTimeOffset at)
    {
        var heard = ImmutableArray.CreateBuilder<RunEvent>();
        foreach (var order in news.For(run, at).Prepend(new RunCommand.VoidApprovals(run.Proposals.IsEmpty ? [] : _blocks.Ever, at)))
        {
            if (_decide(order, run) is not Ruling<RunEvent>.Accepted { Events: var events }) continue;
            heard.AddRange(events);
            run = events.Aggregate(run, RunEvolution.Evolve);
        }

        return heard.ToImmutable();
    }
}
