using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ApprovalConsole.Web.Hubs;

/// <summary>For programs that watch: server streams that resume where they left off.</summary>
[Authorize]
internal sealed class RunsHub(RunEvents events, RunsQuery runs, ProposalsQuery proposals, LiveFeed feed, Watches watches) : Hub
{
    /// <summary>Every journaled event after a version, once and in order, and in between the text that is being written.</summary>
    public async IAsyncEnumerable<RunItem> WatchRun(string runId, int afterSeq, [EnumeratorCancellation] CancellationToken ct)
    {
        using var watch = Begin();
        if (await runs.FindAsync(runId, ct) is null) throw new HubException("unknownRun: There is no such run.");
        await foreach (var item in events.WatchAsync(runId, afterSeq, May.ReadHeldAnswers(Context.User!), ct)) yield return item;
    }

    /// <summary>How many proposals wait: at once, and whenever that may have changed.</summary>
    [Authorize(Roles = $"{Roles.Reviewer},{Roles.Support},{Roles.Admin}")]
    public async IAsyncEnumerable<InboxItem> WatchInbox([EnumeratorCancellation] CancellationToken ct)
    {
        using var watch = Begin();
        var nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = feed.Subscribe(Topic.Inbox, () => nudges.Writer.TryWrite(true));
        nudges.Writer.TryWrite(true); // subscribe, then read
        await foreach (var _ in nudges.Reader.ReadAllAsync(ct)) yield return new(await proposals.CountPendingAsync(ct));
    }

    private IDisposable Begin() => watches.Begin(Actors.SubjectOf(Context.User!)!) ?? throw new HubException("tooManyStreams: You watch as much as one may at once.");
}

/// <param name="Pending">Proposals that wait.</param>
internal sealed record InboxItem(int Pending);
