using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Which part of what waits is shown. At most two pages: of 100,000 the browser and the console hold no more than of 400, however far somebody has gone.</summary>
/// <param name="After">Where it begins; null: at the front.</param>
/// <param name="Pages">How many pages of it, while there are so many.</param>
public sealed record InboxWindow(string? After, int Pages)
{
    public const int MostPages = 2;

    public static readonly InboxWindow Front = new(null, 1);

    /// <summary>One page further. Its first page is given back where it has two.</summary>
    public InboxWindow On(InboxView view) => Pages < MostPages || view.Second is null ? this with { Pages = MostPages } : new(view.Second, MostPages);

    public async Task<InboxPages> ReadAsync(WaitingQuery waiting, QueueFilter queue, CancellationToken ct)
    {
        var first = await waiting.ListAsync(queue, After, Page<ProposalView>.MostTake, ct);
        if (Pages == 1 || first.Next is null) return new(first, null);
        var second = await waiting.ListAsync(queue, first.Next, Page<ProposalView>.MostTake, ct);
        return new(new([.. first.Items, .. second.Items], second.Next), first.Next);
    }
}

/// <summary>What was read of a window.</summary>
/// <param name="Second">Where its second page begins; null where one was read.</param>
public sealed record InboxPages(Page<ProposalView> Pending, string? Second);
