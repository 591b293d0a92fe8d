using System.Text.Json;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Pipelines;

/// <summary>Runs that follow a flow: what is reached when, and what becomes of the run.</summary>
public sealed class PipelineRunTests
{
    private const string Answered = """{"answer":"refund","confidence":0.9,"reason":"It says so."}""";

    private static void Triage(FlowBuilder f) => f
        .Ask("kind", "helper", "What is it?", ["refund", "mail"], new { text = "{/input/text}" }, atLeast: 0.8)
        .Choose("way", w => w.When("refund", When.Is("{/kind/answer}", "==", "refund"), f => f.Call("pay", "desk.refund", new { order = "{/input/order}", amount = 20 })).Else(f => f.Call("mail", "desk.mail", new { order = "{/input/order}" })));

    [Fact]
    public void A_value_of_one_node_goes_into_the_next_with_its_type() => Story
        .APipeline(f => f.Call("look", "desk.look", new { order = "{/input/order}" }).Call("note", "desk.note", new { order = "A1", amount = "{/look/total}", text = "{/look/total} of {/input/order}" }), """{"order":"A7"}""")
        .Brings("look", """{"total":12.5}""")
        .That(story => Assert.Equal("""{"amount":12.5,"order":"A1","text":"12.5 of A7"}""", story.CallAt("note").Arguments.ToString()))
        .Brings("note", "\"noted\"").Ends(RunStatus.Completed, "noted");

    [Fact]
    public void What_the_result_says_is_what_the_run_gives() => Story
        .APipeline(f => f.Call("look", "desk.look", new { order = "A1" }), result: new { total = "{/look/total}", by = "{/principal/subject}" })
        .Brings("look", """{"total":3}""").Ends(RunStatus.Completed, """{"by":"paula","total":3}""");

    [Fact]
    public void An_irreversible_call_of_a_node_waits_for_a_person_as_an_agents_does() => Story
        .APipeline(f => f.Call("pay", "desk.refund", new { order = "A1", amount = 20 }))
        .Is(RunStatus.AwaitingDecision).Decide("pay", DecisionKind.Approve, People.Rita).Brings("pay", "\"paid\"").Ends(RunStatus.Completed, "paid");

    [Fact]
    public void A_critical_one_for_two() => Story
        .APipeline(f => f.Call("pay", "desk.refund", new { order = "A1", amount = 500 }))
        .Decide("pay", DecisionKind.Approve, People.Rita).Is(RunStatus.AwaitingDecision).Decide("pay", DecisionKind.Approve, People.Remy).CallIs(1, CallStatus.Out);

    [Fact]
    public void Branches_go_on_by_themselves_and_the_node_behind_them_waits_for_all() => Story
        .APipeline(f => f.Parallel("both", ("slow", b => b.Call("pay", "desk.refund", new { order = "A1", amount = 20 })), ("fast", b => b.Call("one", "desk.look", new { order = "A1" }).Call("two", "desk.look", new { order = "A2" }))).Call("end", "desk.note", new { order = "{/both/fast}" }))
        .Brings("both/fast/one").Brings("both/fast/two", "\"A9\"").Is(RunStatus.AwaitingDecision)
        .That(story => Assert.Equal("both/slow/pay both/fast/one both/fast/two", story.Reached))
        .Decide("both/slow/pay", DecisionKind.Approve, People.Rita).Brings("both/slow/pay")
        .That(story => Assert.Equal("""{"order":"A9"}""", story.CallAt("end").Arguments.ToString()));

    [Fact]
    public void Writes_of_two_branches_are_out_at_the_same_time() => Story
        .APipeline(f => f.Parallel("both", ("a", b => b.Call("one", "desk.note", new { order = "A1" })), ("b", b => b.Call("two", "desk.note", new { order = "A2" }))))
        .CallIs(1, CallStatus.Out).CallIs(2, CallStatus.Out);

    [Fact]
    public void A_branch_that_fails_lets_the_other_end_and_fails_the_run_after_it() => Story
        .APipeline(f => f.Parallel("both", ("a", b => b.Call("one", "desk.wipe", new { order = "A1" })), ("b", b => b.Call("two", "desk.note", new { order = "A2" }))))
        .Is(RunStatus.Running).Brings("both/b/two").EndsAs(RunStatus.Failed, "both/a/one");

    [Fact]
    public void A_list_is_gone_through_item_by_item() => Story
        .APipeline(f => f.ForEach("each", "{/input/orders}", "order", 3, b => b.Call("look", "desk.look", new { order = "{/order}" })), """{"orders":["A1","A2"]}""")
        .That(story => Assert.Equal("each/0/look", story.Reached)).Brings("each/0/look", "1").Brings("each/1/look", "2").Ends(RunStatus.Completed, "[1,2]");

    [Fact]
    public void So_many_at_once_as_it_says() => Story
        .APipeline(f => f.ForEach("each", "{/input/orders}", "order", 9, b => b.Call("look", "desk.look", new { order = "{/order}" }), atOnce: 2), """{"orders":["A1","A2","A3"]}""")
        .That(story => Assert.Equal("each/0/look each/1/look", story.Reached)).Brings("each/1/look").That(story => Assert.EndsWith("each/2/look", story.Reached, StringComparison.Ordinal));

    [Fact]
    public void More_items_than_its_bound_are_not_begun() => Story
        .APipeline(f => f.ForEach("each", "{/input/orders}", "order", 1, b => b.Call("look", "desk.look", new { order = "{/order}" })), """{"orders":["A1","A2"]}""")
        .EndsAs(RunStatus.Failed, "at most 1");

    [Fact]
    public void A_run_that_ends_within_a_loop_begins_no_further_item() => Story
        .APipeline(f => f.ForEach("each", "{/input/orders}", "order", 5, b => b.Call("look", "desk.look", new { order = "{/order}" }).Choose("found", w => w.When("yes", When.Is("{/look}", "==", 1), b => b.End("stop", "found {/order}")).Else(b => b.Value("no", 0)))), """{"orders":["A1","A2"]}""")
        .Brings("each/0/look", "1").Ends(RunStatus.Completed, "found A1");

    [Fact]
    public void What_is_repeated_ends_when_it_is_so() => Story
        .APipeline(f => f.Repeat("until", When.Is("{/look/done}", "==", true), 3, b => b.Call("look", "desk.look", new { order = "A1" })))
        .Brings("until/0/look", """{"done":false}""").Brings("until/1/look", """{"done":true}""").Ends(RunStatus.Completed, """{"done":true}""");

    [Fact]
    public void And_fails_after_its_last_round() => Story
        .APipeline(f => f.Repeat("until", When.Is("{/look/done}", "==", true), 2, b => b.Call("look", "desk.look", new { order = "A1" })))
        .Brings("until/0/look").Brings("until/1/look").EndsAs(RunStatus.Failed, "2 rounds");

    [Fact]
    public void A_condition_that_cannot_be_told_leads_to_else_also_when_it_is_negated() => Story
        .APipeline(f => f.Choose("way", w => w.When("a", When.Not(When.Is("{/input/x}", "==", 1)), b => b.Call("one", "desk.look", new { order = "A1" })).Else(b => b.Call("two", "desk.look", new { order = "A2" }))))
        .That(story => Assert.Equal("way/else/two", story.Reached));

    [Fact]
    public void A_wait_costs_nothing_and_is_over_when_its_time_has_come()
    {
        var story = Story.APipeline(f => f.Wait("pause", TimeSpan.FromHours(2)).Call("look", "desk.look", new { order = "A1" }));
        Assert.Equal([new Effect.WakeAt(Story.Noon.AddHours(2))], RunDue.Of(story.Run));
        story.When.After(TimeSpan.FromHours(1)).Wakes().ThenNothing().After(TimeSpan.FromHours(1)).Wakes().Advances().CallIs(1, CallStatus.Out);
    }

    [Fact]
    public void What_a_call_came_to_instead_can_be_gone_on_from() => Story
        .APipeline(f => f.Call("pay", "desk.refund", new { order = "A1", amount = 20 }, b => b.Call("note", "desk.note", new { order = "A1", text = "{/pay/error/code}" })))
        .Decide("pay", DecisionKind.Reject, People.Rita).That(story => Assert.Contains("\"rejected\"", story.CallAt("pay/otherwise/note").Arguments.ToString(), StringComparison.Ordinal));

    [Fact]
    public void Without_that_the_run_fails_and_says_where() => Story
        .APipeline(f => f.Call("pay", "desk.refund", new { order = "A1", amount = 20 })).Decide("pay", DecisionKind.Reject, People.Rita).EndsAs(RunStatus.Failed, "pay: desk.refund rejected: because");

    [Fact]
    public void Nothing_is_begun_while_a_call_is_unknown_and_it_goes_on_from_what_a_person_found_out() => Story
        .APipeline(f => f.Parallel("both", ("a", b => b.Call("one", "desk.note", new { order = "A1" }).Call("three", "desk.look", new { order = "A1" })), ("b", b => b.Call("two", "desk.look", new { order = "A2" }).Call("four", "desk.look", new { order = "A2" }))))
        .BringsNothing("both/a/one", new ToolOutcome.Unknown("silence")).Brings("both/b/two").Is(RunStatus.OutcomeUnknown)
        .That(story => Assert.DoesNotContain("four", story.Reached, StringComparison.Ordinal))
        .Settles("both/a/one", SettledOutcome.Happened).That(story => Assert.Contains("both/a/three", story.Reached, StringComparison.Ordinal));

    [Fact]
    public void An_agents_answer_comes_back_as_data_and_decides_the_way() => Story.APipeline(Triage, """{"text":"Money back!","order":"A1"}""")
        .IsTold("kind", Answered).That(story => Assert.Equal("kind way/refund/pay", story.Reached));

    [Theory]
    [InlineData("""{"answer":"unknown","confidence":1,"reason":"?"}""")]
    [InlineData("""{"answer":"refund","confidence":0.7,"reason":"Perhaps."}""")]
    [InlineData("""{"answer":"burn","confidence":1,"reason":"!"}""")]
    [InlineData("It is a refund.")]
    public void What_it_does_not_know_surely_a_person_is_asked(string words) => Story.APipeline(Triage, """{"text":"Hm.","order":"A1"}""")
        .IsTold("kind", words).Is(RunStatus.AwaitingDecision).Decide("kind:person", DecisionKind.Respond, People.Rita, "\"mail\"").That(story => Assert.EndsWith("way/else/mail", story.Reached, StringComparison.Ordinal));

    [Fact]
    public void Words_that_look_like_an_answer_are_none_for_they_passed_no_layer()
    {
        var story = Story.APipeline(Triage, """{"text":"Hm.","order":"A1"}""");
        story.IsTold("kind", story.TheChild(1).ModelAnswers(Answered).EndsAs(RunStatus.Failed, "in words").Run.End!.Text.ToString(), RunStatus.Failed).Is(RunStatus.AwaitingDecision);
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("""{"total":1,"total":2}""")]
    [InlineData("1e999")]
    public void A_result_that_cannot_be_read_exactly_fails_its_node_and_the_run_can_still_be_read(string result) => Story
        .APipeline(f => f.Call("look", "desk.look", new { order = "A1" }).Call("note", "desk.note", new { order = "A1", text = "{/look}" })).Brings("look", result).EndsAs(RunStatus.Failed, "exactly");

    [Fact]
    public void Nor_is_a_result_that_lies_too_deep_to_be_written() => Story
        .APipeline(f => f.Call("look", "desk.look", new { order = "A1" }), result: Nested("{/look}", 40)).Brings("look", $"{new string('[', 40)}{new string(']', 40)}").EndsAs(RunStatus.Failed, "exactly");

    [Fact]
    public void No_agent_is_asked_more_often_than_there_are_replies_for()
    {
        var story = Story.APipeline(f => f.Repeat("until", When.Is("{/kind/answer}", "==", "b"), 9, b => b.Ask("kind", "helper", "Which?", ["a", "b"])), limits: new() { Iterations = 2 });
        foreach (var round in new[] { 0, 1 }) story.IsTold($"until/{round}/kind", """{"answer":"a","confidence":0.9,"reason":"So."}""");
        story.Is(RunStatus.AwaitingDecision).Decide("until/2/kind:person", DecisionKind.Respond, People.Rita, "\"b\"").Is(RunStatus.Completed);
        Assert.Equal(2, story.Run.Children.Count);
    }

    [Fact]
    public void And_where_its_run_came_to_nothing() => Story.APipeline(Triage, """{"text":"Hm.","order":"A1"}""").IsTold("kind", "broken", RunStatus.Failed).Is(RunStatus.AwaitingDecision);

    [Theory]
    [InlineData(DecisionKind.Respond, "\"burn\"")]
    [InlineData(DecisionKind.Respond, "{\"answer\":7}")]
    [InlineData(DecisionKind.Approve, "")]
    [InlineData(DecisionKind.Edit, "")]
    [InlineData(DecisionKind.Revise, "")]
    public void A_question_takes_its_answers_and_nothing_else(DecisionKind kind, string result) => Story
        .APipeline(f => f.AskPerson("which", "Which?", ["a", "b"])).When.DecideOnly("which", kind, People.Rita, result).ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void A_question_that_nobody_answers_expires_and_is_no_answer() => Story
        .APipeline(f => f.AskPerson("which", "Which?", ["a", "b"]).Call("look", "desk.look", new { order = "{/which/answer}" }))
        .After(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1)).Wakes().Is(RunStatus.AwaitingDecision)
        .After(TimeSpan.FromSeconds(1)).Wakes().Advances().EndsAs(RunStatus.Failed, "which: the question to a person was expired: nobody answered in time");

    [Fact]
    public void Nor_does_an_answer_count_that_comes_too_late() => Story
        .APipeline(f => f.AskPerson("which", "Which?", ["a", "b"], within: TimeSpan.FromHours(4)))
        .After(TimeSpan.FromHours(4)).When.DecideOnly("which", DecisionKind.Respond, People.Rita, "\"a\"").ThenRefused(RefusalCode.Expired);

    [Theory]
    [InlineData(true, "expired: nobody answered in time")]
    [InlineData(false, "rejected: because")]
    public void What_follows_when_nobody_answers_the_flow_may_say(bool expires, string why)
    {
        var story = Story.APipeline(f => f.AskPerson("which", "Which?", ["a", "b"], within: TimeSpan.FromHours(4), otherwise: b => b.Value("none", "{/which/error/code}: {/which/error/message}")).Value("last", "so: {/which}"));
        Assert.Equal(Story.Noon.AddHours(4), story.Run.PendingProposals.Single().ExpiresAt);
        story = expires ? story.After(TimeSpan.FromHours(4)).Wakes().Advances() : story.Decide("which", DecisionKind.Reject, People.Rita);
        story.Ends(RunStatus.Completed, $"so: {why}");
    }

    [Fact]
    public void So_may_it_where_a_person_is_asked_in_an_agents_place() => Story
        .APipeline(f => f.Ask("kind", "helper", "Which?", ["a", "b"], within: TimeSpan.FromMinutes(5), otherwise: b => b.End("stop", "nobody knows")).Value("answer", "{/kind/answer}"))
        .IsTold("kind", """{"answer":"unknown","confidence":1,"reason":"?"}""").After(TimeSpan.FromMinutes(5)).Wakes().Advances().Ends(RunStatus.Completed, "nobody knows");

    [Fact]
    public void A_child_knows_the_answers_that_are_taken()
    {
        var story = Story.APipeline(Triage, """{"text":"Hm.","order":"A1"}""");
        Assert.Equal(["refund", "mail"], story.TheChild(1).Run.Choice!.Answers);
        Assert.Contains("Answers: refund, mail, or unknown", story.TheChild(1).Run.Input.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_keeps_the_definition_that_it_began_with()
    {
        var story = Story.APipeline(f => f.Call("look", "desk.look", new { order = "A1" }));
        Assert.Equal(story.Run.Pipeline!.Hash, RunEvolution.Fold(story.History.Select(e => JsonSerializer.Deserialize<RunEvent>(JsonSerializer.Serialize(e))!)).Pipeline!.Hash);
    }

    [Fact]
    public void It_halts_at_its_cap_of_calls_before_asking_for_more_and_goes_on_after_a_grant() => Story
        .APipeline(f => f.Call("one", "desk.look", new { order = "A1" }).Call("two", "desk.look", new { order = "A2" }), limits: new() { Calls = 1, CallsPerStep = 1 })
        .Brings("one").IsHalted(HaltReason.CallCap).Grants(new(1), People.Sam).Advances().That(story => Assert.Equal("one two", story.Reached));

    [Fact]
    public void More_questions_than_may_wait_are_asked_one_after_the_other() => Story
        .APipeline(f => f.Parallel("both", ("a", b => b.AskPerson("one", "One?", ["y", "n"])), ("b", b => b.AskPerson("two", "Two?", ["y", "n"]))), limits: new() { OpenProposals = 1 })
        .That(story => Assert.Single(story.Run.PendingProposals)).Decide("both/a/one", DecisionKind.Respond, People.Rita, "\"y\"").That(story => Assert.Single(story.Run.PendingProposals))
        .Decide("both/b/two", DecisionKind.Respond, People.Rita, "\"n\"").Ends(RunStatus.Completed, """{"a":{"answer":"y","by":"person"},"b":{"answer":"n","by":"person"}}""");

    [Fact]
    public void A_cancelled_one_takes_back_what_waits() => Story
        .APipeline(f => f.Parallel("both", ("a", b => b.AskPerson("one", "One?", ["y"])), ("b", b => b.Call("pay", "desk.refund", new { order = "A1", amount = 20 }))))
        .Do(new RunCommand.Cancel(People.Sam, "enough", Story.Noon)).Is(RunStatus.Cancelled);

    [Theory]
    [InlineData("{//order/total}", "{/order/total}")]
    [InlineData("{///order}", "{//order}")]
    [InlineData("{//a} of {/input/order} and {//b}", "{/a} of A1 and {/b}")]
    [InlineData("{{/input/order}}", "{A1}")]
    public void A_place_can_be_written_to_the_letter(string template, string text) => Story
        .APipeline(f => f.Value("text", template).Call("look", "desk.look", new { order = template }), """{"order":"A1"}""", result: new { it = "{/text}", again = template })
        .That(story => Assert.Contains($"\"order\":\"{text}\"", story.CallAt("look").Arguments.ToString(), StringComparison.Ordinal))
        .Brings("look").Ends(RunStatus.Completed, $$"""{"again":"{{text}}","it":"{{text}}"}""");

    [Fact]
    public void Half_a_text_is_none_in_a_value_a_question_a_condition_and_the_result()
    {
        const string input = """{"other":"x"}""";
        Story.APipeline(f => f.Value("v", "hello {/input/who}!"), input).EndsAs(RunStatus.Failed, "v: /input/who is not there");
        Story.APipeline(f => f.AskPerson("q", "Refund {/input/who}?", ["a"]), input).EndsAs(RunStatus.Failed, "q: /input/who is not there");
        Story.APipeline(f => f.Value("v", "x"), input, result: "{/v} for {/input/who}").EndsAs(RunStatus.Failed, "/input/who");
        Story.APipeline(f => f.Choose("c", w => w.When("w", When.Is("x-{/input/who}", "!=", "x-kim"), b => b.Value("d", "differs")).Else(b => b.Value("e", "cannot tell"))), input).Ends(RunStatus.Completed, "cannot tell");
    }

    [Fact]
    public void A_loop_begins_no_more_items_once_its_list_is_too_long()
    {
        var story = Story.APipeline(f => f.ForEach("each", "{/input/n}", "i", 1000, b => b.Value("v", "{/input/text}{/input/text} {/i}")), $$"""{"text":"{{new string('x', 30_000)}}","n":[{{string.Join(',', Enumerable.Range(0, 1000))}}]}""");
        story.EndsAs(RunStatus.Failed, "each: its list is longer than");
        Assert.True(FlowWalk.Whole(story.Run).Looked < 30);
    }

    [Fact]
    public void What_a_run_ends_with_and_asks_with_is_bounded_as_well()
    {
        var input = $$"""{"text":"{{new string('x', 30_000)}}"}""";
        var much = string.Concat(Enumerable.Repeat("{/input/text}", 40));
        Story.APipeline(f => f.End("end", much), input).EndsAs(RunStatus.Failed, "end: it gives");
        Story.APipeline(f => f.Value("v", "x"), input, result: much).EndsAs(RunStatus.Failed, "the result: it gives");
        Story.APipeline(f => f.Call("look", "desk.look", new { order = much }), input).EndsAs(RunStatus.Failed, "look: desk.look tooLong");
        Story.APipeline(f => f.AskPerson("q", "?", ["a"], new { much }), input).EndsAs(RunStatus.Failed, "q: it gives");
    }

    [Fact]
    public void What_would_follow_a_question_was_not_reached_where_the_run_was_cancelled()
    {
        var run = Story.APipeline(f => f.AskPerson("q", "?", ["a"], otherwise: b => b.Value("o", "nobody"))).IsCancelled(People.Sam).Run;
        Assert.Equal([("q", NodeState.Open)], FlowWalk.Whole(run).Nodes.Select(n => (n.Path, n.State)));
    }

    [Fact]
    public void What_items_came_to_is_handed_on_up_to_a_bound_and_not_beyond_it()
    {
        string Long(int length) => $"\"{new string('x', length)}\"";
        Story Each(int length) => Story.APipeline(f => f.ForEach("each", "{/input/orders}", "order", 2, b => b.Call("look", "desk.look", new { order = "{/order}" })).Value("done", "done"), """{"orders":["A1","A2"]}""")
            .Brings("each/0/look", Long(length)).Brings("each/1/look", Long(length));
        Each(FlowWalk.MostBytes / 2 - 10).Ends(RunStatus.Completed, "done");
        Each(FlowWalk.MostBytes / 2).EndsAs(RunStatus.Failed, "each: it gives");
    }

    [Fact]
    public void Nor_does_a_text_grow_beyond_it() => Story.APipeline(f =>
    {
        f.Value("v0", "0123456789");
        for (var n = 1; n <= 20; n++) f.Value($"v{n}", $"{{/v{n - 1}}}{{/v{n - 1}}}");
    }).EndsAs(RunStatus.Failed, "v17: it gives");

    private static object Nested(object value, int levels) => levels == 0 ? value : Nested(new[] { value }, levels - 1);
}
