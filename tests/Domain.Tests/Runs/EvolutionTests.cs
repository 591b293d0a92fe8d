using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>A journal that cannot have happened stops the fold; nobody guesses around it.</summary>
public sealed class EvolutionTests
{
    private static readonly DateTimeOffset At = Story.Noon;
    private static readonly Owner Node = new("node", "e1");

    public static TheoryData<string> Impossible =>
    [
        "an event before the start", "a second start", "an event after the end", "a sending that nobody approved", "a second sending while one is out",
        "a sending after the answer", "a second answer", "a reply that nobody asked for", "two models at once", "an approval of nothing", "a second approval by one person", "an approval after a rejection",
        "an expiry after a decision", "a verdict after the sending", "a withdrawal of what is out", "an unknown outcome of what was not sent", "a loss of what was not sent",
        "a ruling on what is known", "a proposal for what is out",
    ];

    [Theory]
    [MemberData(nameof(Impossible))]
    public void I8_the_fold_refuses(string what)
    {
        var (story, e) = Tale(what);
        Assert.ThrowsAny<Exception>(() => RunEvolution.Evolve(story?.Run ?? Run.Initial, e));
    }

    [Fact]
    public void Every_event_counts_one_version()
    {
        var story = Story.ARun().Succeeds(Ask.Look(), Ask.Refund()).ModelAnswers();
        Assert.Equal(story.History.Count, story.Run.Version);
        Assert.Equal(story.History[^1].At, story.Run.UpdatedAt);
    }

    private static (Story?, RunEvent) Tale(string what)
    {
        var waiting = Story.ARun().ModelCalls(Ask.Refund());
        return what switch
        {
            "an event before the start" => (null, new RunEvent.Cancelled(At)),
            "a second start" => (waiting, waiting.History[0]),
            "an event after the end" => (Story.ARun().ModelAnswers(), new RunEvent.CancelRequested(People.Sam, "", At)),
            "a sending that nobody approved" => (waiting, Intended),
            "a second sending while one is out" => (Story.ARun().IsOut(Ask.Note()), Intended),
            "a sending after the answer" => (Story.ARun().IsOut(Ask.Note()).Answers(1), Intended),
            "a second answer" => (Story.ARun().IsOut(Ask.Note()).Answers(1), new RunEvent.CallSucceeded("r1.1.1", "r1.1.1.x1", "1", 0, At)),
            "a reply that nobody asked for" => (Story.ARun(), new RunEvent.ModelReplied(1, 1, "Hi.", [], default, true, "stop", 0, At)),
            "two models at once" => (Story.ARun().ModelIsAsked(), Story.ARun().ModelIsAsked().History[^1]),
            "an approval of nothing" => (Story.ARun(), Approved),
            "a second approval by one person" => (Story.ARun().ModelCalls(Ask.Wire()).Approves(1, People.Remy), Approved),
            "an approval after a rejection" => (waiting.Rejects(1, People.Rita), Approved),
            "an expiry after a decision" => (waiting.Approves(1, People.Rita), new RunEvent.ProposalExpired("r1.1.1.p1", At)),
            "a verdict after the sending" => (Story.ARun().IsOut(Ask.Note()), Story.ARun().ModelCalls(Ask.Note()).History[^1]),
            "a withdrawal of what is out" => (Story.ARun().IsOut(Ask.Note()), new RunEvent.CallWithdrawn("r1.1.1", "", At)),
            "an unknown outcome of what was not sent" => (waiting, new RunEvent.CallOutcomeUnknown("r1.1.1", "r1.1.1.x1", "", 0, At)),
            "a loss of what was not sent" => (waiting, new RunEvent.CallLost("r1.1.1", "r1.1.1.x1", "", 0, At)),
            "a ruling on what is known" => (waiting, new RunEvent.CallOutcomeSettled("r1.1.1", People.Sam, SettledOutcome.Happened, "", At)),
            "a proposal for what is out" => (waiting.Approves(1, People.Rita).Sends(1), (RunEvent.ProposalMade)waiting.History[4] with { ProposalId = "r1.1.1.p2" }),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }

    private static RunEvent.CallIntended Intended => new("r1.1.1", "r1.1.1.x1", "hash", null, Node, At, At);

    private static RunEvent.ProposalApproved Approved => new("r1.1.1.p1", "d9", "body9", People.Remy, "hash", "view", "", "mac", At);
}
