using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>What counts as getting somewhere: a new result, a write that succeeded, a person's word. Never what the model says.</summary>
public sealed class ProgressTests
{
    private static Story Looked => Story.ARun().ModelCalls(Ask.Look("A1")).Sends(1).Answers(1, "\"same\"");

    [Fact]
    public void A_result_not_seen_before_is_progress() => Assert.Equal(0, Looked.Run.Progress.StepsWithout);

    [Fact]
    public void A_result_seen_before_is_none_whatever_the_arguments_were() =>
        Assert.Equal(1, Looked.ModelCalls(Ask.Look("A2")).Sends(1).Answers(1, "\"same\"").Run.Progress.StepsWithout);

    [Fact]
    public void Steps_without_progress_are_counted_in_a_row()
    {
        var story = Looked.ModelCalls(new Ask("look", "{}")).ModelCalls(new Ask("look", "{}"));
        Assert.Equal(2, story.Run.Progress.StepsWithout);
        Assert.Equal(0, story.ModelCalls(Ask.Look()).Sends(1).Answers(1, "\"news\"").Run.Progress.StepsWithout);
    }

    [Fact]
    public void A_write_that_succeeded_is_progress_though_its_receipt_reads_the_same() =>
        Assert.Equal(0, Looked.ModelCalls(Ask.Note()).Sends(1).Answers(1, "\"same\"").Run.Progress.StepsWithout);

    [Fact]
    public void A_failure_is_none() => Assert.Equal(1, Story.ARun().ModelCalls(Ask.Note()).Sends(1).ReportsError(1).Run.Progress.StepsWithout);

    [Theory]
    [InlineData(DecisionKind.Reject)]
    [InlineData(DecisionKind.Revise)]
    [InlineData(DecisionKind.Respond)]
    public void A_persons_decision_is_progress(DecisionKind kind) =>
        Assert.Equal(0, Story.ARun().ModelCalls(Ask.Refund()).Decides(1, kind, People.Rita).Run.Progress.StepsWithout);

    [Fact]
    public void An_expiry_is_none() => Assert.Equal(1, Story.ARun().ModelCalls(Ask.Refund()).After(TimeSpan.FromDays(1)).Wakes().Run.Progress.StepsWithout);

    [Fact]
    public void A_persons_ruling_is_progress() =>
        Assert.Equal(0, Story.ARun().IsOut(Ask.Note()).GoesSilent(1).Rules(1, SettledOutcome.DidNotHappen, People.Remy).Run.Progress.StepsWithout);

    [Theory]
    [InlineData("at 2026-03-02T12:00:00Z", "at 2026-03-02T12:00:01.5+01:00")]
    [InlineData("at 2026-03-02 12:00", "at 2027-01-01 00:00")]
    [InlineData("id 0a1b2c3d-0000-4000-8000-000000000001", "id 0A1B2C3D-ffff-4000-8000-000000000002")]
    public void A_clock_or_a_new_id_in_an_answer_is_no_news(string was, string now) => Assert.Equal(Progress.Fingerprint(was), Progress.Fingerprint(now));

    [Theory]
    [InlineData("total 20", "total 21")]
    [InlineData("due 2026-03-02", "due 2026-03-03")]
    public void Other_differences_are_news(string was, string now) => Assert.NotEqual(Progress.Fingerprint(was), Progress.Fingerprint(now));
}
