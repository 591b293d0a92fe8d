using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Journal;

/// <summary>What is unusual about a proposal, by the rows of what was done before.</summary>
public sealed class MarkRowsTests : IAsyncLifetime
{
    private const string Tool = "bank.pay";

    private readonly TempFolder _folder = new();
    private Store _store = null!;
    private ConsoleDb _database = null!;
    private int _rows;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = Stores.Of(TestStore.OptionsOf(_folder.Path), _folder.Path);
        _database = _store.Create();
        await _database.Database.OpenConnectionAsync(Ct);
        await _store.PrepareAsync(_database, Ct);
        await _database.Database.MigrateAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Succeeded")]
    [InlineData("Out")]
    [InlineData("Unknown")]
    public async Task What_went_to_them_or_may_have_makes_them_no_first(string status)
    {
        Assert.Equal(["FirstToRecipient"], await MarksAsync(To("A-1")));
        await CalledAsync(To("A-1"), status, TimeSpan.FromDays(89));
        Assert.Empty(await MarksAsync(To("A-1")));
        Assert.Equal(["FirstToRecipient"], await MarksAsync(To("A-2")));
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Rejected")]
    [InlineData("Waiting")]
    public async Task What_did_not_go_is_nothing(string status)
    {
        await CalledAsync(To("A-1"), status, TimeSpan.FromDays(1));
        Assert.Equal(["FirstToRecipient"], await MarksAsync(To("A-1")));
    }

    [Fact]
    public async Task Where_nearly_every_call_is_for_somebody_new_a_first_time_is_nothing_unusual()
    {
        for (var i = 1; i < MarksOf.LeastCalls; i++) await CalledAsync(To($"B-{i}"), "Succeeded", TimeSpan.FromDays(1));
        Assert.Equal(["FirstToRecipient"], await MarksAsync(To("A-1"))); // too few to say what is usual
        await CalledAsync(To("B-10"), "Succeeded", TimeSpan.FromDays(1));
        Assert.Empty(await MarksAsync(To("A-1")));
        for (var i = 0; i < MarksOf.LeastCalls; i++) await CalledAsync(To("B-1"), "Succeeded", TimeSpan.FromDays(1));
        Assert.Equal(["FirstToRecipient"], await MarksAsync(To("A-1"))); // half of them went where others went
    }

    [Fact]
    public async Task What_went_longer_ago_than_90_days_counts_no_more()
    {
        await CalledAsync(To("A-1"), "Succeeded", TimeSpan.FromDays(91));
        Assert.Equal(["FirstToRecipient"], await MarksAsync(To("A-1")));
    }

    [Fact]
    public async Task Where_an_older_console_wrote_down_no_recipient_nobody_says_that_one_is_the_first()
    {
        await CalledAsync(null, "Succeeded", TimeSpan.FromDays(91));
        await CalledAsync(null, "Rejected", TimeSpan.FromDays(1));
        await CalledAsync(null, "Succeeded", TimeSpan.FromDays(1), "bank.other");
        Assert.Equal(["FirstToRecipient"], await MarksAsync(To("A-1")));
        await CalledAsync(null, "Succeeded", TimeSpan.FromDays(89));
        Assert.Empty(await MarksAsync(To("A-1")));
    }

    [Fact]
    public async Task An_amount_is_unusual_above_95_of_100_and_only_beside_20_of_them()
    {
        await CalledAsync(To("A-1"), "Succeeded", TimeSpan.FromDays(1));
        await PaidAsync(19, 100);
        await PaidAsync(50, 100, "Rejected");
        await PaidAsync(50, 100, tool: "bank.other");
        await PaidAsync(50, null);
        await PaidAsync(50, 100, ago: TimeSpan.FromDays(91));
        Assert.Empty(await MarksAsync(To("A-1", 5_000)));
        await PaidAsync(1, 100);
        Assert.Equal(["AboveUsual of 20"], await MarksAsync(To("A-1", 5_000)));
        Assert.Equal(["AboveUsual of 20"], await MarksAsync(To("A-1", 100.01m)));
        Assert.Equal(["AboveUsual of 20"], await MarksAsync(To("A-1", 1e21m))); // more than a row can count
        Assert.Empty(await MarksAsync(To("A-1", 100)));
        await PaidAsync(1, 5_000);
        Assert.Equal(["AboveUsual of 21"], await MarksAsync(To("A-1", 5_000)));
        await PaidAsync(1, 5_000); // 2 of 22 are as much: that is usual by now
        Assert.Empty(await MarksAsync(To("A-1", 5_000)));
    }

    [Fact]
    public async Task Of_many_amounts_the_latest_count()
    {
        await CalledAsync(To("A-1"), "Succeeded", TimeSpan.FromDays(1));
        await PaidAsync(MarksOf.MostAmounts, 10, ago: TimeSpan.FromDays(2));
        await PaidAsync(100, 9_000, ago: TimeSpan.FromDays(3));
        Assert.Equal([$"AboveUsual of {MarksOf.MostAmounts}"], await MarksAsync(To("A-1", 11)));
    }

    [Fact]
    public async Task A_sentence_without_money_has_no_amount_that_could_be_unusual()
    {
        await CalledAsync(To("A-1"), "Succeeded", TimeSpan.FromDays(1));
        await PaidAsync(20, 1);
        Assert.NotEmpty(await MarksAsync(To("A-1", 5_000)));
        Assert.Empty(await MarksAsync(To("A-1", 5_000) with { Terms = To("A-1").Terms with { TitleTemplate = "Pay {/amount} to {/account}" } }));
        Assert.Empty(await MarksAsync(To("A-1") with { Arguments = new(null) })); // erased
    }

    [Theory]
    [InlineData(20, 18)]
    [InlineData(21, 19)]
    [InlineData(40, 37)]
    [InlineData(100, 94)]
    [InlineData(500, 474)]
    public void The_ninety_fifth_is_the_least_that_95_of_100_do_not_exceed(int count, long expected) =>
        Assert.Equal(expected, MarksOf.NinetyFifth([.. Enumerable.Range(0, count).Reverse().Select(n => (long)n)]));

    private static Proposal To(string account, decimal amount = 1) => Asked with
    {
        Arguments = System.Text.Json.JsonSerializer.Serialize(new { account, amount }),
        Terms = Asked.Terms with { Tool = Tool, TitleTemplate = "Pay {/amount:EUR} to {/account}", Decisive = ["/amount", "/account"] },
    };

    private static Proposal Asked { get; } = Story.ARun().ModelCalls(Ask.Refund()).ProposalOf(1);

    private async Task<string[]> MarksAsync(Proposal proposal) =>
        [.. (await MarksOf.ReadAsync(_database.Database.GetDbConnection(), proposal, Ct)).Select(m => m.Of is { } of ? $"{m.Kind} of {of}" : $"{m.Kind}")];

    private async Task CalledAsync(Proposal? like, string status, TimeSpan ago, string tool = Tool)
    {
        var id = $"r{++_rows}";
        _database.Calls.Add(new CallRow
        {
            Id = $"{id}.1.1", RunId = id, Tool = tool, EffectHash = "e", Principal = "p", Status = status, At = Micros.Of(Asked.RequestedAt - ago),
            Recipient = like is null ? null : Recipient.HashOf(like.Terms, System.Text.Json.JsonElement.Parse(like.Arguments.Text!)),
        });
        await _database.SaveChangesAsync(Ct);
    }

    private async Task PaidAsync(int count, decimal? amount, string status = "Executed", string tool = Tool, TimeSpan? ago = null)
    {
        for (var i = 0; i < count; i++)
        {
            var id = $"r{++_rows}";
            _database.Proposals.Add(new ProposalRow
            {
                Id = $"{id}.1.1.p1", RunId = id, Agent = "clerk", Tool = tool, Status = status, Document = "{}", Amount = amount is { } a ? (long)(a * 1_000_000) : null,
                RequestedAt = Micros.Of(Asked.RequestedAt - (ago ?? TimeSpan.FromDays(1))) + i,
            });
        }

        await _database.SaveChangesAsync(Ct);
    }
}
