using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Stops;
using ApprovalConsole.Web.Features.Inbox;
using ApprovalConsole.Web.Features.Runs;

namespace ApprovalConsole.Tests.Dealing;

/// <summary>Somebody goes through more than a page holds: on and back, they pass everything once, and no step costs more than another.</summary>
public sealed class LongQueueTests
{
    private const int Copies = 1_900;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_is_gone_through_on_and_back_by_two_pages_at_most_with_as_many_questions_at_the_end_as_at_the_front()
    {
        using var asked = new CountedQueries();
        await using var host = await StartAsync();
        var waiting = host.Get<WaitingQuery>();
        var (window, on, last) = (InboxWindow.Front, new List<string>(), (InboxPages?)null);
        var costs = new List<int>();
        do
        {
            if (last is not null) window = window.On(ViewOf(last));
            asked.Begin();
            last = await window.ReadAsync(waiting, QueueFilter.All, Ct);
            costs.Add(asked.Count);
            Assert.InRange(last.Pending.Items.Count, 1, InboxWindow.MostPages * Page<ProposalView>.MostTake);
            on.AddRange(last.Pending.Items.Select(p => p.Id).Except(on));
        }
        while (last.Pending.Next is not null);

        Assert.Equal(Copies + 1, on.Count);
        Assert.Equal(on.Count, on.Distinct().Count());
        Assert.Equal([2, 4], costs.Distinct().Order()); // a page is its rows and how far their runs have come

        var back = last.Pending.Items.Select(p => p.Id).ToList();
        while (window.After is { } after)
        {
            asked.Begin();
            window = new(await waiting.BackAsync(QueueFilter.All, after, Ct), InboxWindow.MostPages);
            var shown = (await window.ReadAsync(waiting, QueueFilter.All, Ct)).Pending.Items.Select(p => p.Id).ToList();
            Assert.Equal(5, asked.Count);
            Assert.Contains(back[0], shown); // nothing is jumped over
            back.InsertRange(0, [.. shown.TakeWhile(id => id != back[0])]);
        }

        Assert.Equal(on, back);
    }

    [Fact]
    public async Task Whoever_is_led_to_one_sees_it_among_those_that_stand_around_it()
    {
        await using var host = await StartAsync();
        var waiting = host.Get<WaitingQuery>();
        var front = (await waiting.ListAsync(QueueFilter.All, null, Page<ProposalView>.MostTake, Ct)).Items;
        Assert.Equal((true, null), await waiting.PlaceOfAsync(QueueFilter.All, front[150].Id, Ct)); // the first page holds it
        var far = (await waiting.ListAsync(QueueFilter.All, await PlaceAsync(waiting, 6), Page<ProposalView>.MostTake, Ct)).Items[77];
        var (isThere, place) = await waiting.PlaceOfAsync(QueueFilter.All, far.Id, Ct);
        Assert.True(isThere);
        Assert.Equal(19, (await waiting.ListAsync(QueueFilter.All, place, Page<ProposalView>.MostTake, Ct)).Items.ToList().FindIndex(p => p.Id == far.Id));
        Assert.Equal((false, null), await waiting.PlaceOfAsync(QueueFilter.All, "nobody.1.1.p1", Ct));
        Assert.Equal((false, null), await waiting.PlaceOfAsync(QueueFilter.All with { Agent = "another" }, far.Id, Ct));
    }

    [Fact]
    public async Task What_became_of_many_that_a_list_knows_is_two_questions()
    {
        using var asked = new CountedQueries();
        await using var host = await StartAsync();
        var ids = (await host.Get<WaitingQuery>().ListAsync(QueueFilter.All, null, 50, Ct)).Items.Select(p => p.Id).ToList();
        asked.Begin();
        Assert.Equal(ids.Order(StringComparer.Ordinal), (await host.Get<WaitingQuery>().StandingAsync([.. ids, "nobody.1.1.p1"], Ct)).Select(p => p.Id).Order(StringComparer.Ordinal));
        Assert.Equal(2, asked.Count);
        Assert.Empty(await host.Get<WaitingQuery>().StandingAsync([], Ct));
        Assert.Equal(2, asked.Count);
    }

    [Fact]
    public async Task Runs_are_gone_through_on_and_back_by_four_pages_at_most()
    {
        using var asked = new CountedQueries();
        await using var host = await StartAsync();
        var runs = host.Get<RunsQuery>();
        var (window, on, last, costs) = (new RunsWindow(null, null, null, null, 1), new List<string>(), (RunsView?)null, new List<int>());
        do
        {
            if (last is not null) window = window.On(last.Second);
            asked.Begin();
            last = await window.ReadAsync(runs, Ct);
            costs.Add(asked.Count);
            Assert.InRange(last.Rows.Length, 1, RunsWindow.MostPages * Page<RunView>.DefaultTake);
            Assert.DoesNotContain(last.Rows, row => row.Doing.Length == 0);
            on.AddRange(last.Rows.Select(row => row.Id).Except(on));
        }
        while (last.Next is not null);

        Assert.Equal(Copies + 1, on.Count);
        Assert.Equal(on.OrderDescending(StringComparer.Ordinal), on);
        Assert.InRange(costs.Max(), 1, RunsWindow.MostPages + 2); // a question a page, and two for what needs somebody

        var back = last.Rows.Select(row => row.Id).ToList();
        while (window.Before is not null)
        {
            window = await window.BackAsync(runs, Ct);
            var shown = (await window.ReadAsync(runs, Ct)).Rows.Select(row => row.Id).ToList();
            Assert.Contains(back[0], shown);
            back.InsertRange(0, [.. shown.TakeWhile(id => id != back[0])]);
        }

        Assert.Equal(on, back);
        Assert.Equal(window, await window.BackAsync(runs, Ct)); // the front holds
    }

    private static InboxView ViewOf(InboxPages pages) => InboxView.From(InboxView.Empty, pages.Pending, [], 0) with { Second = pages.Second };

    private static async Task<string?> PlaceAsync(WaitingQuery waiting, int pages)
    {
        string? place = null;
        for (var page = 0; page < pages; page++) place = (await waiting.ListAsync(QueueFilter.All, place, Page<ProposalView>.MostTake, Ct)).Next;
        return place;
    }

    private static async Task<GateHost> StartAsync()
    {
        var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:a"));
        await ManyRows.CopyAsync(host.Folder, proposal.Id, Copies, withRuns: true);
        return host;
    }
}
