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
    [InlineData("at 20260302T120000Z", "at 20260302T120001Z")]
    [InlineData("Date: Mon, 02 Mar 2026 12:00:00 GMT", "Date: Tue, 03 Mar 2026 00:00:01 GMT")]
    [InlineData("2 Mar 2026 12:00 +0100", "3 Mar 2026 12:01 +0100")]
    [InlineData("Monday, 02-Mar-26 12:00:00 GMT", "Monday, 02-Mar-26 12:00:01 GMT")]
    [InlineData("now 12:00:00", "now 12:00:01.25")]
    [InlineData("""{"t":"9:00:00 AM"}""", """{"t":"10:00:01 PM"}""")]
    [InlineData("id 0a1b2c3d-0000-4000-8000-000000000001", "id 0A1B2C3D-ffff-4000-8000-000000000002")]
    [InlineData("""{"id":"0a1b2c3d000040008000000000000001"}""", """{"id":"0A1B2C3Dffff40008000000000000002"}""")]
    [InlineData("""{"now":1772452800}""", """{"now":1772452801}""")]
    [InlineData("""{"now":1772452800.25}""", """{"now":1772452801.5}""")]
    [InlineData("""{"now":1772452800000}""", """{"now":1772452801234}""")]
    [InlineData("""{"text":"{\"now\":1772452800000000}"}""", """{"text":"{\"now\":1772452801234567}"}""")]
    public void A_clock_or_a_new_id_in_an_answer_is_no_news(string was, string now) => Assert.Equal(ResultPrint.Of(was, Noon), ResultPrint.Of(now, Noon));

    [Theory]
    [InlineData("total 20", "total 21")]
    [InlineData("due 2026-03-02", "due 2026-03-03")]
    [InlineData("due 2 Mar 2026", "due 3 Mar 2026")]
    [InlineData("mac 00:11:22:33:44:55", "mac 00:11:22:33:44:56")]
    [InlineData("sha 0a1b2c3d00004000800000000000000112345678", "sha 0a1b2c3d00004000800000000000000112345679")]
    [InlineData("""{"order":4000000017}""", """{"order":4000000018}""")]
    [InlineData("""{"order":1772452800,"total":1}""", """{"order":1772452800,"total":2}""")]
    [InlineData("""{"changed":1770000000}""", """{"changed":1770000001}""")]
    [InlineData("""{"cents":1772452}""", """{"cents":1772453}""")]
    [InlineData("""{"iban":"DE17724528001234567890"}""", """{"iban":"DE17724528001234567891"}""")]
    [InlineData("""{"card":"4111-1772452800"}""", """{"card":"4111-1772452801"}""")]
    [InlineData("\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660", "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0661")]
    [InlineData("12345\u0966\u0966\u0966\u0966\u0966", "12345\u0966\u0966\u0966\u0966\u0967")]
    public void Other_differences_are_news(string was, string now) => Assert.NotEqual(ResultPrint.Of(was, Noon), ResultPrint.Of(now, Noon));

    private static readonly DateTimeOffset Noon = DateTimeOffset.FromUnixTimeSeconds(1772452800); // 2026-03-02
}
