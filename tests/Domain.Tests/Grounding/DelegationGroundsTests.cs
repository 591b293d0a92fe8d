using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Grounding;

/// <summary>What goes down to a child and comes back from it makes no value any better than it was.</summary>
public sealed class DelegationGroundsTests
{
    private const string Id = "#W2378156";

    [Fact]
    public void What_a_child_says_is_nobody_of_ours_who_says_it() => Heard("The order is #W2378156.").Finds($"\"{Id}\"", Found.ThirdParty);

    [Fact]
    public void What_a_child_was_told_and_says_again_is_an_echo() =>
        Heard("It is #W2378156, as you said.", task: "Look at #W2378156.").Finds($"\"{Id}\"", Found.Echo);

    [Fact]
    public void What_a_child_invented_is_no_record_when_a_tool_repeats_it() =>
        Heard("The order is #W2378156.").Looks($$"""{"order":"{{Id}}"}""", $$"""{"asked_for":"{{Id}}"}""").Finds($"\"{Id}\"", Found.ThirdParty);

    [Fact]
    public void What_a_child_named_and_a_record_shows_that_nobody_led_to_it_is_a_record() =>
        Heard("The order is #W2378156.").Looks("""{"order":"mine"}""", $$"""{"orders":["{{Id}}"]}""").Finds($"\"{Id}\"", Found.Record);

    [Fact]
    public void A_childs_task_is_its_parents_words_and_grounds_nothing() => Assert.Equal(Found.Echo, Parent("Look at #W2378156.").TheChild(1).Ground($"\"{Id}\"").Found);

    [Fact]
    public void A_child_that_failed_grounds_nothing_by_saying_why() =>
        Parent().HearsOf(1, ChildStanding.Begun with { Status = RunStatus.Failed, Version = 2 }, "There is no #W2378156.").Finds($"\"{Id}\"", Found.NotFound);

    private static Story Parent(string task = "Look it up.") => Story.Told("Where is my order?").Delegates(Ask.Delegate(task)).StartsChild(1);

    private static Story Heard(string words, string task = "Look it up.") => Parent(task).HearsOf(1, ChildStanding.Begun with { Status = RunStatus.Completed, Version = 2 }, words);
}
