using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Stops;

namespace ApprovalConsole.Tests.Dealing;

public sealed class DraftTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_is_its_writers_alone_and_outlives_the_console()
    {
        using var folder = new TempFolder();
        string id;
        await using (var host = await GateHost.StartAsync(folder: folder))
        {
            await host.TriedAsync();
            id = (await host.ProposalOfAsync(await host.StartRunAsync("write:a"))).Id;
            await host.Get<Drafts>().SaveAsync(id, GateHost.Rita, "first", Ct);
            await host.Get<Drafts>().SaveAsync(id, GateHost.Rita, "second", Ct);
        }

        await using var again = await GateHost.StartAsync(folder: folder);
        Assert.Equal("second", await again.Get<Drafts>().FindAsync(id, GateHost.Rita, Ct));
        Assert.Null(await again.Get<Drafts>().FindAsync(id, GateHost.Ada, Ct));
        await again.Get<Drafts>().DropAsync(id, GateHost.Rita, Ct);
        Assert.Null(await again.Get<Drafts>().FindAsync(id, GateHost.Rita, Ct));
    }

    [Fact]
    public async Task Nothing_is_kept_of_what_no_longer_waits()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var (decided, cancelled) = (await host.ProposalOfAsync(await host.StartRunAsync("write:a")), await host.ProposalOfAsync(await host.StartRunAsync("write:b")));
        var drafts = host.Get<Drafts>();
        foreach (var by in new[] { GateHost.Rita, GateHost.Ada })
            foreach (var id in new[] { decided.Id, cancelled.Id }) await drafts.SaveAsync(id, by, "half", Ct);

        Assert.Null((await host.DecideAsync(decided)).Refusal);
        Assert.Equal(2, await host.CountAsync("SELECT COUNT(*) FROM drafts"));
        Assert.Null((await host.CancelAsync(cancelled.Id.Split('.')[0])).Refusal);
        await drafts.SaveAsync(decided.Id, GateHost.Rita, "too late", Ct);
        await drafts.SaveAsync("nobody.1.1.p1", GateHost.Rita, "of nothing", Ct);
        Assert.Equal(0, await host.CountAsync("SELECT COUNT(*) FROM drafts"));
    }

    [Fact]
    public async Task One_that_is_longer_than_any_answer_is_not_kept()
    {
        await using var host = await GateHost.StartAsync();
        var id = (await host.ProposalOfAsync(await host.StartRunAsync("write:a"))).Id;
        await host.Get<Drafts>().SaveAsync(id, GateHost.Rita, new('x', Drafts.MostCharacters + 1), Ct);
        Assert.Null(await host.Get<Drafts>().FindAsync(id, GateHost.Rita, Ct));
    }
}
