using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Inbox;

namespace ApprovalConsole.Tests.Pages;

public sealed class InboxViewTests
{
    private static readonly ProposalView A = Proposals.Refund("a.1.1.p1");
    private static readonly ProposalView B = Proposals.Refund("b.1.1.p1");
    private static readonly ProposalView C = Proposals.Refund("c.1.1.p1");

    [Fact]
    public void An_empty_list_takes_arrivals_in_at_once() => Assert.Equal([A.Id, B.Id], Ids(Read(InboxView.Empty, A, B)));

    [Fact]
    public void Arrivals_wait_until_they_are_let_in()
    {
        var view = Read(Read(InboxView.Empty, B), A, B, C); // A is older, and would push B down
        Assert.Equal([B.Id], Ids(view));
        Assert.Equal([A.Id, C.Id], view.Arrived.Select(r => r.Id));
        Assert.Equal(3, view.Waiting);
        Assert.Equal([B.Id, A.Id, C.Id], Ids(view.LetIn()));
        Assert.Empty(view.LetIn().Arrived);
    }

    [Fact]
    public void One_arrival_that_is_dealt_takes_its_place_and_the_others_wait_on()
    {
        var view = Read(Read(InboxView.Empty, B), A, B, C).LetIn(C.Id);
        Assert.Equal([B.Id, C.Id], Ids(view));
        Assert.Equal([A.Id], view.Arrived.Select(r => r.Id));
        Assert.Equal(view, view.LetIn("gone"));
    }

    [Fact]
    public void What_another_decided_keeps_its_place_and_says_who()
    {
        var shown = Read(InboxView.Empty, A, B, C);
        var view = InboxView.From(shown, Page(A, C), [B.DecidedBy("remy", DecisionKind.Approve, ProposalStatus.Executing)], 2);
        Assert.Equal([A.Id, B.Id, C.Id], Ids(view));
        Assert.Equal(("Executing", "remy"), (view.Rows[1].State!.Label, view.Rows[1].State!.By));
    }

    [Fact]
    public void A_decided_row_is_looked_up_until_nothing_more_can_come()
    {
        var shown = Read(InboxView.Empty, A, B);
        var executing = InboxView.From(shown, Page(A), [B.DecidedBy("rita", DecisionKind.Approve, ProposalStatus.Executing)], 1);
        Assert.Equal([B.Id], executing.ToLookUp(Page(A)));
        var done = InboxView.From(executing, Page(A), [B.DecidedBy("rita", DecisionKind.Approve, ProposalStatus.Executed)], 1);
        Assert.Empty(done.ToLookUp(Page(A)));
    }

    [Fact]
    public void After_an_answer_the_next_below_comes_up_and_then_the_first()
    {
        var view = Read(InboxView.Empty, A, B, C);
        Assert.Equal(C.Id, view.AfterAnswer(B.Id)!.Id);
        Assert.Equal(A.Id, view.AfterAnswer(C.Id)!.Id);
        Assert.Null(Read(InboxView.Empty, A).AfterAnswer(A.Id));
    }

    [Fact]
    public void The_ends_of_the_list_hold()
    {
        var view = Read(InboxView.Empty, A, B);
        Assert.Equal(A.Id, view.Beside(A.Id, -1)!.Id);
        Assert.Equal(B.Id, view.Beside(A.Id, 1)!.Id);
        Assert.Equal(B.Id, view.Beside(B.Id, 1)!.Id);
        Assert.Equal(A.Id, view.Beside("gone", 1)!.Id);
    }

    [Fact]
    public void Letting_in_makes_room_by_what_is_settled()
    {
        var view = InboxView.From(Read(InboxView.Empty, A, B), Page(B, C), [A.DecidedBy("rita", DecisionKind.Reject, ProposalStatus.Rejected)], 2);
        Assert.Equal([B.Id, C.Id], Ids(view.LetIn()));
    }

    [Fact]
    public void A_stale_proposal_knows_what_took_its_place()
    {
        var view = Read(Read(InboxView.Empty, A), A, B with { Supersedes = A.Id });
        Assert.Equal(B.Id, view.SuccessorOf(A.Id)!.Id);
    }

    [Fact]
    public void Where_the_list_went_on_the_next_is_the_first_that_was_not_shown_and_where_it_went_back_the_last()
    {
        var (before, further, back) = (Read(InboxView.Empty, A, B), Read(InboxView.Empty, B, C), Read(InboxView.Empty, C, A));
        Assert.Equal(C.Id, further.Beyond(before, 1)!.Id);
        Assert.Equal(C.Id, back.Beyond(before, -1)!.Id);
        Assert.Equal(C.Id, Read(InboxView.Empty, C).Beyond(before, 1)!.Id); // all that was shown is decided
        Assert.Null(before.Beyond(before, 1));
        Assert.Null(before.Beyond(before, -1));
    }

    [Fact]
    public void What_is_dealt_stands_where_its_deadline_puts_it_and_is_counted()
    {
        var (soon, made) = (C with { ExpiresAt = Proposals.Noon.AddHours(3) }, C with { Id = "made.1.1.p1", ExpiresAt = Proposals.Noon.AddHours(2) });
        var view = Read(Read(InboxView.Empty, A, B), A, B, soon).LetIn(soon.Id);
        Assert.Equal([C.Id, A.Id, B.Id], Ids(view));
        Assert.Equal(soon.ExpiresAt, view.NextDeadline(new HashSet<string>(), null));
        Assert.Equal(A.ExpiresAt, view.NextDeadline(new HashSet<string>(), answered: C.Id));
        Assert.Equal(soon.ExpiresAt, view.NextDeadline(new HashSet<string> { A.Id, B.Id, C.Id }, null));
        Assert.Null(InboxView.Empty.NextDeadline(new HashSet<string>(), null));

        view = view.With(InboxRow.Of(made));
        Assert.Equal([made.Id, C.Id, A.Id, B.Id], Ids(view));
        Assert.Equal(4, view.Waiting);
        var again = Read(view, A, B, soon).With(InboxRow.Of(made)); // read anew, it stays where it is
        Assert.Equal([made.Id, C.Id, A.Id, B.Id], Ids(again));
        Assert.Equal(4, again.Waiting);
    }

    [Fact]
    public void A_list_that_grows_by_what_is_dealt_and_answered_makes_room_by_what_is_settled()
    {
        var view = InboxView.From(Read(InboxView.Empty, A, B), Page(B), [A.DecidedBy("rita", DecisionKind.Reject, ProposalStatus.Rejected)], 1);
        Assert.Equal(view, view.Bounded());
        for (var i = 0; i < InboxView.MostRows; i++) view = view.With(InboxRow.Of(Proposals.Refund($"x{i}.1.1.p1")));
        Assert.Equal(InboxView.MostRows + 1, view.Bounded().Rows.Length);
        Assert.Null(view.Bounded().Find(A.Id));
    }

    private static InboxView Read(InboxView shown, params ProposalView[] pending) => InboxView.From(shown, Page(pending), [], pending.Length);

    private static Page<ProposalView> Page(params ProposalView[] pending) => new(pending, null);

    private static IEnumerable<string> Ids(InboxView view) => view.Rows.Select(r => r.Id);
}
