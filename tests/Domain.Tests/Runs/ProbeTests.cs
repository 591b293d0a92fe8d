using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using FsCheck.Xunit;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>I2: what became of a call whose answer never came, found out by a look-up. "Not found" settles only from half a minute on: <see cref="Toolbox.Book"/>.</summary>
public sealed class ProbeTests
{
    private static readonly TimeSpan FinalAfter = TimeSpan.FromSeconds(30);

    private static Story Unknown => Story.ARun().IsOut(Ask.Book()).GoesSilent(1);

    [Fact]
    public void A_call_whose_outcome_is_unknown_is_asked_after_a_second_later()
    {
        Assert.Equal([new Effect.AskProbe("r1.1.1", Story.Noon.AddSeconds(1))], RunDue.Of(Unknown.Owes().Run));
        Assert.Empty(RunDue.Of(Story.ARun().IsOut(Ask.Note()).GoesSilent(1).Run)); // its policy has no probe
    }

    [Fact]
    public void What_is_found_has_happened_and_the_run_goes_on_without_a_person() =>
        Unknown.After(TimeSpan.FromSeconds(1)).When.Probes(1, ProbeFinding.Found).Then<CallOutcomeSettled>()
            .With<CallOutcomeSettled>(e => (e.Outcome, e.By, e.Evidence!.Value.ToString()), (SettledOutcome.Happened, Actor.Console, """["B1"]"""))
            .CallIs(1, CallStatus.Succeeded).ModelIsTold(1, """{"status":"ok","note":"The tool's answer was lost; a look-up found out that it happened."}""").Owes(new Effect.AskModel(2, 1, Purpose.Act));

    [Fact]
    public void What_is_not_found_may_still_come() =>
        Unknown.After(TimeSpan.FromSeconds(1)).When.Probes(1, ProbeFinding.NotFound).Then<CallProbed>().With<CallProbed>(e => e.NextAt, Story.Noon.AddSeconds(2)).Is(RunStatus.OutcomeUnknown);

    [Fact]
    public void What_is_not_found_when_that_counts_did_not_happen() =>
        Unknown.After(FinalAfter).When.Probes(1, ProbeFinding.NotFound).Then<CallOutcomeSettled>().With<CallOutcomeSettled>(e => (e.Outcome, e.By), (SettledOutcome.DidNotHappen, Actor.Console))
            .CallIs(1, CallStatus.Failed).ModelIsTold(1, """{"status":"failed","message":"A look-up found out that the call did not happen."}""");

    [Fact]
    public void What_was_asked_for_before_it_counts_settles_nothing_when_it_comes_later() =>
        Unknown.After(FinalAfter).When.Probes(1, ProbeFinding.NotFound, askedAgo: TimeSpan.FromMilliseconds(1)).Then<CallProbed>();

    [Fact]
    public void Without_a_time_for_it_what_is_not_found_never_settles() => Story.ARun().ToolChanges("book", t => t.WithPolicy(p => p with { ProbeFinalAfter = null })).IsOut(Ask.Book()).GoesSilent(1)
        .After(TimeSpan.FromDays(80)).When.Probes(1, ProbeFinding.NotFound).Then<CallProbed>().With<CallProbed>(e => e.NextAt, Story.Noon.AddDays(80).AddHours(1));

    [Fact]
    public void A_probe_that_says_nothing_settles_nothing_however_late() =>
        Unknown.After(TimeSpan.FromDays(2)).When.Probes(1, ProbeFinding.CouldNotCheck).Then<CallProbed>().With<CallProbed>(e => (e.Finding, e.Why), (ProbeFinding.CouldNotCheck, "desk.look cannot be reached")).Is(RunStatus.OutcomeUnknown);

    [Fact]
    public void It_is_not_asked_before_its_time() => Unknown.When.Probes(1, ProbeFinding.Found).ThenNothing();

    [Fact]
    public void It_is_asked_again_when_not_found_begins_to_count()
    {
        var story = Unknown;
        foreach (var seconds in new[] { 1, 1, 2, 4, 8 }) story.After(TimeSpan.FromSeconds(seconds)).Probes(1, ProbeFinding.NotFound);
        Assert.Equal((5, Story.Noon + FinalAfter), (story.Call(1).Probing!.Asked, story.Call(1).Probing!.NextAt));
    }

    [Fact]
    public void Who_is_first_settles()
    {
        Unknown.Rules(1, SettledOutcome.Happened, People.Rita).After(FinalAfter).When.Probes(1, ProbeFinding.NotFound).ThenNothing();
        Unknown.After(FinalAfter).Probes(1, ProbeFinding.NotFound).When.Rules(1, SettledOutcome.Happened, People.Rita).ThenRefused(RefusalCode.NotUnknown);
    }

    [Fact]
    public void A_late_answer_that_says_otherwise_than_the_probe_is_written_down() =>
        Unknown.After(FinalAfter).Probes(1, ProbeFinding.NotFound).When.Answers(1).Then<CallContradicted>().With<CallContradicted>(e => e.Happened, true);

    [Fact]
    public void A_halted_or_cancelled_run_is_told_too() => Unknown.IsCancelled(People.Sam).After(TimeSpan.FromSeconds(1)).When.Probes(1, ProbeFinding.Found).Then<CallOutcomeSettled, Cancelled>();

    [Property(MaxTest = 300)]
    public void A_probe_never_settles_that_a_call_did_not_happen_before_that_counts_and_asks_ever_more_rarely(uint[] pauses, byte findings)
    {
        var story = Unknown;
        var asked = Story.Noon;
        foreach (var (pause, n) in pauses.Select((p, n) => (p, n)))
        {
            if (story.Run.Calls["r1.1.1"].Probing is not { } probing) break;
            Assert.InRange(probing.NextAt - asked, TimeSpan.FromTicks(1), TimeSpan.FromHours(1));
            story.After(probing.NextAt - story.Now + TimeSpan.FromSeconds(pause % 7));
            story.When.Probes(1, (findings >> (n % 8) & 1) == 0 ? ProbeFinding.NotFound : ProbeFinding.CouldNotCheck, TimeSpan.FromSeconds(pause % 3));
            asked = story.Now;
        }

        if (story.History.OfType<CallOutcomeSettled>().SingleOrDefault() is { } settled) Assert.True(settled.Outcome is SettledOutcome.DidNotHappen && settled.Evidence!.At >= Story.Noon + FinalAfter);
    }
}
