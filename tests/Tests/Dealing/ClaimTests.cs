using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Dealing;

/// <summary>Who has a proposal before them: in the memory of a console that is alone, in the database of a cluster.</summary>
public sealed class ClaimTests : IDisposable
{
    private const string Proposal = "run.1.1.p1";

    private static readonly Actor Rita = new("rita", "Rita", Channel.Page);
    private static readonly Actor Remy = new("remy", "Remy", Channel.Page);

    private readonly FakeTimeProvider _time = new(new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));
    private readonly LiveFeed _feed = new();
    private readonly TempFolder _folder = new();
    private readonly List<IDisposable> _open = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var one in Enumerable.Reverse(_open)) one.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_was_first_has_it_until_they_let_it_go(bool isShared)
    {
        var claims = await ClaimsAsync(isShared);
        Assert.True((await claims.TakeAsync(Proposal, Rita, Ct)).IsOf("rita"));
        Assert.Equal("Rita", (await claims.TakeAsync(Proposal, Remy, Ct)).Name);
        await claims.ReleaseAsync(Proposal, Remy, Ct);
        Assert.Equal(Proposal, Assert.Single(await claims.StandingAsync(Ct)).ProposalId);

        await claims.ReleaseAsync(Proposal, Rita, Ct);
        Assert.Empty(await claims.StandingAsync(Ct));
        Assert.True((await claims.TakeAsync(Proposal, Remy, Ct)).IsOf("remy"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_does_not_stir_for_a_minute_has_nothing_any_more(bool isShared)
    {
        var claims = await ClaimsAsync(isShared);
        await claims.TakeAsync(Proposal, Rita, Ct);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.True((await claims.TakeAsync(Proposal, Remy, Ct)).IsOf("rita"));
        await claims.TakeAsync(Proposal, Rita, Ct);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Single(await claims.StandingAsync(Ct));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await claims.StandingAsync(Ct));
        Assert.True((await claims.TakeAsync(Proposal, Remy, Ct)).IsOf("remy"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_many_who_reach_for_one_at_once_exactly_one_has_it(bool isShared)
    {
        var claims = await ClaimsAsync(isShared);
        var people = Enumerable.Range(0, 16).Select(i => new Actor($"p{i}", $"P{i}", Channel.Page)).ToList();
        for (var round = 0; round < 20; round++)
        {
            var id = $"run{round}.1.1.p1";
            var taken = await Task.WhenAll(people.Select(p => Task.Run(() => claims.TakeAsync(id, p, Ct), Ct)));
            Assert.Single(taken.Select(c => c.Subject).Distinct());
        }
    }

    [Fact]
    public async Task Those_who_watch_hear_of_what_is_taken_and_let_go_and_not_of_who_merely_stirs()
    {
        var heard = 0;
        using var watching = _feed.Subscribe(Topic.Claims, () => heard++);
        var claims = await ClaimsAsync(isShared: false);
        await claims.TakeAsync(Proposal, Rita, Ct);
        await claims.TakeAsync(Proposal, Rita, Ct);
        await claims.TakeAsync(Proposal, Remy, Ct);
        Assert.Equal(1, heard);
        await claims.ReleaseAsync(Proposal, Rita, Ct);
        await claims.ReleaseAsync(Proposal, Rita, Ct);
        Assert.Equal(2, heard);
    }

    private async Task<IClaims> ClaimsAsync(bool isShared)
    {
        if (!isShared) return new OwnClaims(_feed, _time);
        var store = Stores.Of(TestStore.PostgreSqlOptionsOf(_folder.Path), _folder.Path);
        _open.Add(store);
        await using (var database = store.Create())
        {
            await database.Database.OpenConnectionAsync(Ct);
            await store.PrepareAsync(database, Ct);
            await database.Database.MigrateAsync(Ct);
        }

        var reads = new ReadPool(store);
        _open.Add(reads);
        return new SharedClaims(reads, _feed, _time);
    }
}
