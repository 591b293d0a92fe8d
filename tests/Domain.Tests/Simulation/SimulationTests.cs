using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>The core in a faulty world, a thousand times over: what must hold, holds whatever happens.</summary>
public sealed class SimulationTests(Sweep sweep, ITestOutputHelper output) : IClassFixture<Sweep>
{
    [Fact]
    public void I1_Nothing_irreversible_happens_without_decisions_on_exactly_these_bytes_under_the_policy_in_force() => Holds("I1");

    [Fact]
    public void I2_No_write_is_sent_or_happens_twice_and_the_journal_says_of_none_what_is_not_so() => Holds("I2");

    [Fact]
    public void I3_No_call_leaves_before_its_intent_is_in_the_journal() => Holds("I3");

    [Fact]
    public void I4_Every_acknowledged_decision_stays_in_the_journal() => Holds("I4");

    [Fact]
    public void I5_No_run_and_no_tree_of_runs_takes_more_tokens_or_money_than_it_may() => Holds("I5");

    [Fact]
    public void I6_No_run_takes_more_steps_calls_writes_or_room_in_the_inbox_than_it_may() => Holds("I6");

    [Fact]
    public void I8_Nothing_is_sent_that_a_stop_holds() => Holds("I8");

    [Fact]
    public void A_journal_owes_the_same_whenever_and_by_whomever_it_is_read() => Holds("Replay");

    [Fact]
    public void An_ended_run_has_nothing_open_and_stays_as_it_ended() => Holds("End");

    [Fact]
    public void When_the_faults_stop_every_run_ends_or_waits_for_a_person_and_every_uncertain_call_is_at_the_desk_for_those() => Holds("Liveness");

    [Fact]
    public void No_rule_throws() => Holds("Exception");

    [Fact]
    public void Every_fault_and_every_event_of_a_run_is_reached()
    {
        output.WriteLine(string.Join(Environment.NewLine, sweep.Reached.OrderBy(r => r.Value).ThenBy(r => r.Key).Select(r => $"{r.Value,6} seeds: {r.Key}")));
        Assert.SkipWhen(sweep.IsOfOneSeed, "one seed reaches only some of them");
        Assert.Empty(Enum.GetNames<Fault>().Concat(typeof(RunEvent).GetNestedTypes().Select(t => t.Name)).Except(sweep.Reached.Keys));
    }

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        foreach (var seed in Enumerable.Range(0, 20)) Assert.Equal(Replay.Of(seed, null, new HashSet<Fault>()).Lines, Replay.Of(seed, null, new HashSet<Fault>()).Lines);
    }

    private void Holds(string invariant)
    {
        foreach (var line in sweep.OfOneSeed) output.WriteLine(line);
        if (sweep.WhyNot(invariant) is { } why) Assert.Fail(why);
    }
}
