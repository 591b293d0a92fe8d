using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Orchestrator.Suggestions;

namespace ApprovalConsole.Tests.Suggestions;

/// <summary>What one answer says of the next.</summary>
public sealed class PrecedentTests
{
    private static readonly TimeSpan Read = TimeSpan.FromSeconds(2);

    private static Story Asked => Story.ARun().ModelCalls(Ask.Refund());

    private static Story Approved => Asked.Sees(1, DecisionKind.Approve, People.Rita, Read);

    [Fact]
    public void An_approval_that_was_looked_at_is_one() => Is(PrecedentKind.Approved, Approved.Sends(1).Answers(1));

    [Fact]
    public void Faster_than_two_seconds_it_is_not() => Is(PrecedentKind.Unproven, Asked.Sees(1, DecisionKind.Approve, People.Rita, Read - TimeSpan.FromMilliseconds(1)));

    [Fact]
    public void Where_nobody_knows_how_fast_it_is_not() => Is(PrecedentKind.Unproven, Asked.Approves(1, People.Rita));

    [Fact]
    public void One_that_is_not_genuine_is_not() => Is(PrecedentKind.Unproven, Approved, counts: false);

    [Fact]
    public void Whatever_is_no_plain_yes_speaks_against() => Assert.All<Story>(
        [
            Asked.Rejects(1, People.Rita), Asked.Revises(1, People.Rita), Asked.Responds(1, People.Rita, "true"), Asked.Edits(1, People.Rita, """{"order":"A1","amount":5}"""),
            Approved.Sends(1).GoesSilent(1), Approved.Sends(1).GoesSilent(1).Rules(1, SettledOutcome.Happened, People.Remy),
        ],
        story => Is(PrecedentKind.Against, story));

    [Fact]
    public void What_was_raised_to_critical_speaks_against() => Is(PrecedentKind.Against, Story.ARun().ModelCalls(Ask.Refund(amount: 200)));

    [Fact]
    public void Of_an_edit_neither_what_was_asked_for_nor_what_was_wanted_is_within_a_rule()
    {
        Assert.Equal(5, Assert.Single(Of(Asked.Edits(1, People.Rita, """{"order":"A1","amount":5}"""))).Values!["amount"]);
        Assert.Equal(20, Assert.Single(Of(Asked.Edits(1, People.Rita, """{"order":"A1","amount":50}"""))).Values!["amount"]);
    }

    [Fact]
    public void What_nobody_has_answered_says_nothing()
    {
        Assert.Empty(Of(Asked));
        Assert.Empty(Of(Asked.After(TimeSpan.FromDays(1)).Wakes()));
        Assert.Empty(Of(Asked.IsCancelled(People.Sam)));
    }

    [Fact]
    public void Under_another_definition_or_policy_it_says_nothing()
    {
        Assert.Empty(Of(Approved, Toolbox.Refund.WithDescription("Does something else.")));
        Assert.Empty(Of(Approved, Toolbox.Refund.WithPolicy(p => p)));
    }

    [Fact]
    public void Before_the_days_that_are_looked_back_it_says_nothing() =>
        Assert.Empty(Precedents.Of(Approved.History, Approved.Run, Toolbox.Refund, Story.Noon.AddDays(1), (_, _) => true));

    private static void Is(PrecedentKind kind, Story story, bool counts = true) => Assert.Equal(kind, Assert.Single(Of(story, counts: counts)).Kind);

    private static IEnumerable<Precedent> Of(Story story, Domain.Tools.Tool? tool = null, bool counts = true) =>
        Precedents.Of(story.History, story.Run, tool ?? Toolbox.Refund, Story.Noon, (_, _) => counts);
}
