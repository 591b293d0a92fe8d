using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>Whoever decides with others decides without knowing what they said.</summary>
public sealed class DisclosureTests
{
    private static Story OneOfTwo => Story.ARun().ModelCalls(Ask.Wire()).Approves(1, People.Rita, "called the bank");

    [Fact]
    public void While_a_second_person_is_needed_the_first_is_not_named_and_their_words_are_kept_back()
    {
        var approved = Assert.Single(Seen(OneOfTwo).OfType<RunEvent.ProposalApproved>());
        Assert.Equal((Disclosure.Undisclosed, "", "", "", ""), (approved.By, approved.DecisionId, approved.Fingerprint, approved.Mac, approved.Reason.ToString()));
        Assert.Null(approved.Checked);
        Assert.Equal("r1.1.1.p1", approved.ProposalId);
    }

    [Fact]
    public void Whoever_edited_is_not_named_either_nor_who_approved_the_version_before()
    {
        var story = OneOfTwo.Edits(1, People.Remy, """{"order":"A2"}""");
        Assert.All(Seen(story).OfType<RunEvent.ProposalApproved>(), e => Assert.Equal(Disclosure.Undisclosed, e.By));
        Assert.Equal(Disclosure.Undisclosed, Assert.Single(Seen(story).OfType<RunEvent.ProposalWithdrawn>()).By);
    }

    [Fact]
    public void An_edit_that_made_it_need_two_names_nobody()
    {
        var story = Story.ARun().ModelCalls(Ask.Refund()).Edits(1, People.Rita, """{"order":"A1","amount":500}""");
        Assert.Equal(Disclosure.Undisclosed, Assert.Single(Seen(story).OfType<RunEvent.ProposalWithdrawn>()).By);
        Assert.Equal(Disclosure.Undisclosed, Assert.Single(Seen(story).OfType<RunEvent.ProposalApproved>()).By);
    }

    [Fact]
    public void What_one_tells_colleagues_is_kept_back_with_their_name_until_it_is_settled()
    {
        var story = Story.ARun().ModelCalls(Ask.Wire()).Remarks(1, People.Rita, "I would not.").HandsOver(1, People.Rita, People.Remy, "Say no, please.");
        var remark = Assert.Single(Seen(story).OfType<RunEvent.ProposalCommented>());
        Assert.Equal((Disclosure.Undisclosed, ""), (remark.By, remark.Text.ToString()));
        var handed = Assert.Single(Seen(story).OfType<RunEvent.ProposalHandedOver>());
        Assert.Equal((Disclosure.Undisclosed, "", People.Remy.Subject), (handed.By, handed.Note.ToString(), handed.To)); // whose it is everybody sees
        IsTold(story.Rejects(1, People.Remy));
        IsTold(Story.ARun().ModelCalls(Ask.Refund()).Remarks(1, People.Rita)); // one person is enough
    }

    [Fact]
    public void Once_it_is_approved_everything_is_told() => IsTold(OneOfTwo.Approves(1, People.Remy));

    [Fact]
    public void Once_it_is_rejected_everything_is_told() => IsTold(OneOfTwo.Rejects(1, People.Remy));

    [Fact]
    public void Once_it_has_expired_everything_is_told() => IsTold(OneOfTwo.After(TimeSpan.FromDays(2)).Wakes());

    [Fact]
    public void Where_one_person_is_enough_there_is_nothing_to_keep_back() => IsTold(Story.ARun().ModelCalls(Ask.Refund()).Approves(1, People.Rita));

    [Fact]
    public void What_was_recalled_had_been_told() => IsTold(
        Story.ARun().ToolChanges("refund", t => t.WithPolicy(p => p with { HoldSeconds = 30 })).ModelCalls(Ask.Refund()).Approves(1, People.Rita).Recalls(1, People.Remy));

    private static IEnumerable<RunEvent> Seen(Story story) => story.History.Select(e => Disclosure.ToOthers(e, story.Run));

    private static void IsTold(Story story) => Assert.Equal(story.History, Seen(story));
}
