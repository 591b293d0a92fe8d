using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Attention;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Suggestions;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Attention;

/// <summary>Proposals that were made up: wrong in one value, shown as any other, and known to nothing that decides or sends.</summary>
public sealed class AttentionTests
{
    private const decimal Right = 1234.56m;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_a_call_that_was_let_go_with_one_value_wrong_and_looks_like_one_that_waits()
    {
        await using var till = await TillHost.StartAsync(checksOneIn: 1);
        await till.PayAsync(Right, TillHost.Rita, 9);
        var made = await DealAsync(till, TillHost.Remy);

        Assert.Equal(12345.6m, made.Arguments.GetProperty("amount").GetDecimal());
        Assert.Equal((ProposalStatus.Pending, TillHost.Tool, 1), (made.Status, made.Tool, made.ApprovalsNeeded));
        Assert.Equal("notFound", Assert.Single(made.Grounding).Found);
        Assert.InRange(made.ExpiresAt, DateTimeOffset.UtcNow.AddHours(1), DateTimeOffset.MaxValue);

        var shown = await till.Get<ProposalsQuery>().FindAsync(made.Id, new(TillHost.Remy, MayDecide: true), Ct);
        Assert.Equal((made.ArgumentsHash, made.ViewHash, false), (shown!.ArgumentsHash, shown.ViewHash, shown.Masked));
        Assert.NotNull(await till.Get<DecisionChecks>().TryEditAsync(made.Id, made.Arguments, TillHost.Remy, Ct));

        Assert.Null(await till.Get<ProposalsQuery>().FindAsync(made.Id, new(TillHost.Rita, MayDecide: true), Ct)); // it is nobody else's
        Assert.Null(await till.Get<DecisionChecks>().StandingOfAsync(made.Id, TillHost.Rita, Ct));
        Assert.Equal(0, await till.Get<ProposalsQuery>().CountPendingAsync(Ct));
        Assert.DoesNotContain((await till.Get<ProposalsQuery>().ListAsync(null, null, null, null, null, Ct)).Items, p => p.Id == made.Id);
    }

    [Fact]
    public async Task It_is_told_of_what_came_before_it_alone_and_not_of_what_it_was_made_from()
    {
        await using var till = await TillHost.StartAsync(checksOneIn: 1);
        await till.PayAsync(Right, TillHost.Rita, 9);
        var made = await DealAsync(till, TillHost.Remy); // it seems to have waited for minutes, and all was paid in the last seconds
        Assert.Empty((await till.Get<ProposalsQuery>().FindAsync(made.Id, new(TillHost.Remy, MayDecide: true), Ct))!.Likes!.Value);
    }

    [Fact]
    public async Task Nothing_tells_it_from_what_else_waits()
    {
        await using var till = await TillHost.StartAsync(new() { ["Escalation"] = new JsonObject { ["After"] = "01:00:00" } }, checksOneIn: 1);
        await till.PayAsync(Right, TillHost.Rita, 9);
        var next = DateTimeOffset.UtcNow.AddHours(20); // of one that waits for four hours: it is dealt what is nearest its deadline
        var made = await DealAsync(till, TillHost.Remy, next);
        Assert.InRange(made.ExpiresAt, next.AddMinutes(-1), next);
        Assert.InRange(made.RequestedAt, next.AddDays(-1).AddMinutes(-1), next.AddDays(-1));
        Assert.Equal(EscalationTarget.Admin, made.EscalatedTo);
        Assert.EndsWith(".p1", made.Id, StringComparison.Ordinal);

        var run = till.Get<AttentionChecks>().RunShownTo(made.RunId, TillHost.Remy)!.Run; // who follows it there finds a run that waits for them
        Assert.Equal((RunStatus.AwaitingDecision, made.Id), (run.Status, Assert.Single(run.PendingProposals).Id));
        Assert.Equal(12345.6m, JsonElement.Parse(run.Calls[made.CallId].Asked.ToString()).GetProperty("amount").GetDecimal());
        Assert.Null(till.Get<AttentionChecks>().RunShownTo(made.RunId, TillHost.Rita));
        Assert.Null(await till.Get<Masks>().ReadAsync(made.RunId, null, Ct));

        await AnswerAsync(till, made, new("reject", made.ArgumentsHash, made.ViewHash, Reason: "no"));
        Assert.Null(till.Get<AttentionChecks>().RunShownTo(made.RunId, TillHost.Remy));
        Assert.Null(await till.Get<AttentionChecks>().DealAsync(TillHost.Remy, next, Ct)); // never two in a row
        Assert.Null(await till.Get<AttentionChecks>().DealAsync(TillHost.Remy, DateTimeOffset.UtcNow.AddMinutes(3), Ct)); // who is short of time is not tried
        Assert.NotNull(await till.Get<AttentionChecks>().DealAsync(TillHost.Remy, next, Ct));
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("edit")]
    [InlineData("reject")]
    public async Task I1_no_door_decides_on_what_was_made_up_whatever_it_is_given(string decision)
    {
        await using var till = await TillHost.StartAsync(checksOneIn: 1);
        await till.PayAsync(Right, TillHost.Rita, 9);
        var made = await DealAsync(till, TillHost.Remy);
        DecisionRequest request = new(decision, made.ArgumentsHash, made.ViewHash, decision == "edit" ? made.Arguments : null, "no");
        foreach (var by in new[] { TillHost.Remy, TillHost.Rita })
        {
            var answer = await till.Get<Decisions>().DecideAsync(made.Id, request, by, Ct);
            Assert.Equal(RefusalCode.UnknownProposal, answer.Refusal?.Code);
        }

        var told = await AnswerAsync(till, made, request);
        var run = (await till.Get<CommandGate>().ReadAsync(told!.RunId, Ct))!;
        Assert.Equal([Right], run.Proposals.Values.Select(p => JsonElement.Parse(p.Arguments.ToString()).GetProperty("amount").GetDecimal()));
        Assert.Equal([Right], till.Paid);
    }

    [Fact]
    public async Task What_was_answered_is_recorded_once_without_the_values_and_counts_for_who_answered()
    {
        await using var till = await TillHost.StartAsync(checksOneIn: 1);
        await till.PayAsync(Right, TillHost.Rita, 9);
        foreach (var (request, isCaught) in new (Func<ProposalView, DecisionRequest?>, bool)[]
        {
            (p => new("approve", p.ArgumentsHash, p.ViewHash), false),
            (p => new("edit", p.ArgumentsHash, p.ViewHash, p.Arguments), false), // another value was changed, perhaps; not this one
            (p => new("edit", p.ArgumentsHash, p.ViewHash, JsonSerializer.SerializeToElement(new { amount = Right })), true),
            (p => new("reject", p.ArgumentsHash, p.ViewHash, Reason: "ten times as much"), true),
            (p => new("revise", p.ArgumentsHash, p.ViewHash, Reason: "look again"), true),
            (_ => null, true),
        })
        {
            var made = await DealAsync(till, TillHost.Remy);
            var told = await AnswerAsync(till, made, request(made));
            Assert.Equal((isCaught, "/amount", "12345.6", "1234.56"), (told!.Caught, told.Fault.Path, told.Fault.Shown, told.Fault.Right));
            Assert.Null(await AnswerAsync(till, made, request(made))); // once
            Assert.Null(await till.Get<ProposalsQuery>().FindAsync(made.Id, new(TillHost.Remy, MayDecide: true), Ct));
            Assert.Null(await till.Get<AttentionChecks>().DealAsync(TillHost.Remy, null, Ct)); // never two in a row
        }

        await till.PayAsync(77, TillHost.Remy, 5);
        var measures = await till.Get<ReviewersQuery>().LastAsync(7, null, Ct);
        Assert.Equal([("remy", 6, 4), ("rita", 0, 0)], measures.Select(m => (m.Name, m.Checks, m.Caught)));
        var written = await till.Get<ReadPool>().ReadAsync(db => db.Journal.AsNoTracking().Where(e => e.Name == "attention.answered.v1").Select(e => e.Data).ToListAsync(Ct));
        Assert.Equal(6, written.Count);
        Assert.DoesNotContain(written, data => data.Contains("1234", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_made_up_where_it_is_not_asked_for_or_there_is_nothing_to_make_it_from()
    {
        await using (var off = await TillHost.StartAsync())
        {
            await off.PayAsync(Right, TillHost.Rita, 9);
            Assert.Null(await off.Get<AttentionChecks>().DealAsync(TillHost.Remy, null, Ct));
        }

        await using var till = await TillHost.StartAsync(checksOneIn: 1);
        Assert.Null(await till.Get<AttentionChecks>().DealAsync(TillHost.Remy, null, Ct)); // nobody has decided anything
        await till.PayAsync(Right, TillHost.Rita, 9, "reject");
        await till.PayAsync(7, TillHost.Rita, 9); // too short to be traced: whether another would be wrong nobody knows
        Assert.Null(await till.Get<AttentionChecks>().DealAsync(TillHost.Remy, null, Ct));
        await till.PayAsync(Right, TillHost.Remy, 9);
        Assert.Null(await till.Get<AttentionChecks>().DealAsync(TillHost.Remy, null, Ct)); // what they let go themselves they would know again
        Assert.NotNull(await till.Get<AttentionChecks>().DealAsync(TillHost.Rita, null, Ct));
    }

    [Fact]
    public async Task What_the_gate_catches_by_itself_is_not_made_up()
    {
        await using var till = await TillHost.StartAsync(new() { ["Checks"] = new JsonArray(new JsonObject { ["Argument"] = "/amount", ["Range"] = new JsonObject { ["Max"] = 5000 } }) }, checksOneIn: 1);
        await till.PayAsync(Right, TillHost.Rita, 9);
        Assert.Null(await till.Get<AttentionChecks>().DealAsync(TillHost.Remy, null, Ct));
    }

    private static async Task<ProposalView> DealAsync(TillHost till, Actor by, DateTimeOffset? next = null)
    {
        Assert.NotNull(await till.Get<AttentionChecks>().DealAsync(by, next, Ct));
        return till.Get<AttentionChecks>().ShownTo(by)!;
    }

    private static Task<AttentionTold?> AnswerAsync(TillHost till, ProposalView made, DecisionRequest? request) =>
        till.Get<AttentionChecks>().AnswerAsync(made.Id, request, TillHost.Remy, TimeSpan.FromSeconds(3), Ct);
}
