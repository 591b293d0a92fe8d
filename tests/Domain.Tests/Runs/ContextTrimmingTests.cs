using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>Old results give way to stubs: seldom, in one go, and never so that something is lost.</summary>
public sealed class ContextTrimmingTests
{
    private static readonly RunLimits Long = new() { Iterations = 40, NoProgressSteps = 40, Calls = 100, Tokens = 1_000_000, CostUsd = 100 };
    private static readonly Price NoCache = Story.Price with { CachedInput = Story.Price.Input };

    /// <summary>A large answer, then small ones.</summary>
    private static Story Read(Story story, int after = 5, int length = 9_000)
    {
        story.ModelCalls(Ask.Look("A0")).Sends(1).Answers(1, $"\"{new string('x', length)}\"");
        for (var n = 1; n <= after; n++) story.Succeeds(Ask.Look($"A{n}"));
        return story;
    }

    private static Story Trimmed => Read(Story.ARun(Long)).With(NoCache).ModelIsAsked();

    [Fact]
    public void Where_everything_is_paid_each_time_a_large_old_result_is_left_out() =>
        Read(Story.ARun(Long)).With(NoCache).When.ModelIsAsked().Then<ContextTrimmed, ModelIntended>().With<ContextTrimmed>(e => e.Why, TrimReason.Cost);

    [Fact]
    public void Where_a_cache_serves_it_cheaply_and_much_stands_behind_it_it_stays()
    {
        var story = Story.ARun(Long).With(Story.Price);
        for (var n = 0; n < 3; n++) story.LooksAt($"A{n}", $"\"{n}{new string('x', 9_000)}\"");
        story.When.ModelIsAsked().Then<ModelIntended>();
    }

    [Fact]
    public void Where_a_cache_serves_it_it_is_left_out_still_if_hardly_anything_stands_behind_it_and_much_is_to_come() =>
        Read(Story.ARun(Long), after: 24, length: 40_000).With(Story.Price).When.ModelIsAsked().Then<ContextTrimmed, ModelIntended>();

    [Fact]
    public void What_the_model_came_back_for_is_not_left_out_again_to_save_money()
    {
        var story = Trimmed.ModelReplies([Ask.Look("A0")]).Validated(1).Sends(1).Answers(1, $"\"{new string('x', 9_000)}\"").Succeeds(Ask.Look("A8")).Succeeds(Ask.Look("A9"));
        story.When.ModelIsAsked().Then<ModelIntended>();
    }

    [Fact]
    public void On_the_way_to_a_model_that_has_read_none_of_it_it_is_left_out()
    {
        var story = Read(Story.ARun(Long).RoutedTo("cheap", "strong"), after: 5, length: 40_000).ModelCalls(new Ask("noSuchTool", "{}")).With(Story.Price);
        story.When.ModelIsAsked().Then<ContextTrimmed, ModelIntended>();
    }

    [Fact]
    public void What_the_last_steps_brought_stays() => Read(Story.ARun(Long), after: 1).With(NoCache).When.ModelIsAsked().Then<ModelIntended>();

    [Fact]
    public void For_want_of_room_it_is_left_out_whatever_it_costs() =>
        Read(Story.ARun(Long)).With(Story.Price, fixedBytes: 20_000, windowTokens: 8_000).When.ModelIsAsked().Then<ContextTrimmed, ModelIntended>().With<ContextTrimmed>(e => e.Why, TrimReason.Room);

    [Fact]
    public void Rather_than_halt_at_a_cap_a_run_does_without_old_results()
    {
        var story = Read(Story.ARun(Long with { Tokens = 3_300 + 28_000 }), length: 9_000).With(Story.Price, fixedBytes: 20_000);
        story.When.ModelIsAsked().Then<ContextTrimmed, ModelIntended>().With<ContextTrimmed>(e => e.Why, TrimReason.Limits);
    }

    [Fact]
    public void A_stub_says_what_was_there_and_keeps_its_place_beside_its_call()
    {
        var turns = ModelConversation.Of(Trimmed.Run).ToList();
        var stub = Assert.IsType<ConversationTurn.ToolAnswered>(turns[2]);
        Assert.Equal("""{"status":"trimmed","tool":"look","callId":"r1.1.1","bytes":9027}""", stub.Answer);
        Assert.Equal(("p0", "look"), (stub.ProviderCallId, stub.Name));
        Assert.Equal(13, turns.Count);
    }

    [Fact]
    public void What_is_left_out_once_stays_so_and_the_rest_of_the_request_is_the_same_bytes()
    {
        var story = Trimmed;
        var before = Words(story.Run);
        var after = Words(story.ModelReplies([Ask.Look("B9")]).Validated(1).Sends(1).Answers(1, "\"nine\"").ModelIsAsked().Run);
        Assert.Equal(before, after.Take(before.Count));
        Assert.Single(story.History.OfType<ContextTrimmed>());
    }

    [Fact]
    public void A_folded_journal_gives_the_same_request()
    {
        var story = Trimmed;
        Assert.Equal(Words(story.Run), Words(RunEvolution.Fold(story.History)));
    }

    [Fact]
    public void What_was_done_refused_or_decided_is_never_left_out()
    {
        var big = new string('x', 9_000);
        var story = Story.ARun(Long).ModelCalls(Ask.Note()).Sends(1).Answers(1, $"\"{big}\"").ModelCalls(Ask.Refund()).Responds(1, People.Rita, $"\"{big}\"")
            .ModelCalls(Ask.Look(big)).Sends(1).ReportsError(1).Succeeds(Ask.Look("A1")).Succeeds(Ask.Look("A2")).With(NoCache);
        story.When.ModelIsAsked().Then<ModelIntended>();
    }

    [Fact]
    public void Where_a_value_was_seen_is_still_known_when_the_model_is_no_longer_shown_it()
    {
        var story = Story.ARun(Long).ModelCalls(Ask.Look("A0")).Sends(1).Answers(1, $$"""{"order":"W2378156","text":"{{new string('x', 9_000)}}"}""")
            .Succeeds(Ask.Look("A1")).Succeeds(Ask.Look("A2")).Succeeds(Ask.Look("A3")).Succeeds(Ask.Look("A4")).Succeeds(Ask.Look("A5")).With(NoCache).ModelIsAsked();
        Assert.True(story.Run.Calls["r1.1.1"].IsTrimmed);
        var seen = Grounds.Of(Json.JsonOf.Text("""{"order":"W2378156"}"""), story.SchemaOf("refund"), Evidence.Before(story.Run, 4)).Single();
        Assert.Equal((Found.Record, "r1.1.1"), (seen.Found, seen.CallId));
    }

    private static List<string> Words(Run run) => [.. ModelConversation.Of(run).Select(turn => turn switch
    {
        ConversationTurn.User u => u.Text.ToString(),
        ConversationTurn.Assistant a => $"{a.Text} {string.Join(" ", a.Calls.Select(c => c.Asked))}",
        ConversationTurn.ToolAnswered t => t.Answer,
        _ => "",
    })];
}
