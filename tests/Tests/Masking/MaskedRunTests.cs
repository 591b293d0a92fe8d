using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Tests.Masking;

/// <summary>What a run's events may not say to who is shown marks.</summary>
public sealed class MaskedRunTests
{
    private const string Value = "canary.person@shop.example";

    private static readonly SensitiveMarks Marks = SensitiveMarks.Of(
    [
        .. Toolbox.All.Where(t => t.Id is "desk.look" or "desk.refund" or "desk.note").Select(t => (t.Id, t.Policy with { Sensitive = new() { Arguments = ["/text"], Result = ["/customer/e-mail"] } }, (JsonElement?)t.Definition.Schema)),
    ]);

    public static TheoryData<string> Errors => ["reported", "refused by its server", "broken off", "nobody knows", "a late answer that says otherwise"];

    [Theory]
    [MemberData(nameof(Errors))]
    public void Words_of_a_tool_about_an_error_are_not_shown_where_its_results_are_sensitive(string how)
    {
        var words = $"no such person: {Value}";
        var broken = ToolOutcome.Unknown.Saying("The MCP server desk answered with an error", words);
        var story = how switch
        {
            "reported" => Story.ARun().IsOut(Ask.Look()).Comes(1, new ToolOutcome.ReportedError(words)),
            "refused by its server" => Story.ARun().IsOut(Ask.Look()).Comes(1, new ToolOutcome.NotExecuted("refusedByServer", words)),
            "broken off" => Story.ARun().IsOut(Ask.Look()).Comes(1, broken),
            "nobody knows" => Story.ARun().IsOut(Ask.Refund()).Comes(1, broken),
            _ => Story.ARun().IsOut(Ask.Refund()).GoesSilent(1).Rules(1, SettledOutcome.Happened, People.Remy).Comes(1, new ToolOutcome.ReportedError(words)),
        };
        Assert.Contains(story.History, e => Json(e).Contains(Value, StringComparison.Ordinal));
        Hides(story, Value);
        if (story.Run.HasUnknown) Assert.Contains(Shown(story), text => text.Contains("The MCP server desk answered with an error: •••", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_probe_found_is_shown_without_what_is_sensitive_in_it()
    {
        var unknown = Story.ARun().IsOut(Ask.Book()).GoesSilent(1).After(TimeSpan.FromSeconds(1));
        var found = new Fact(null, "desk.look", "hash", "/customer", $$"""{"e-mail":"{{Value}}","name":"Ana"}""", unknown.Now);
        var story = unknown.Do(new RunCommand.RecordProbe("r1.1.1", "r1.1.1.x1", new(ProbeFinding.Found, found), unknown.Now));
        Hides(story, Value);
        Assert.Contains(Shown(story), text => text.Contains("Ana", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_console_says_of_an_error_is_left()
    {
        var silent = Story.ARun().IsOut(Ask.Refund()).GoesSilent(1);
        Assert.Contains(Shown(silent), text => text.Contains("No answer within 30 s.", StringComparison.Ordinal));
        var withheld = Story.ARun().IsOut(Ask.Look()).AnswersUnusably(1);
        Assert.Contains(Shown(withheld), text => text.Contains("It is somebody else's.", StringComparison.Ordinal) || text.Contains("It is somebody else\\u0027s.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("refnud", "text")]
    [InlineData("Refund", "text")]
    [InlineData("refund", Value)]
    [InlineData("refnud", Value)]
    public void A_value_under_the_name_of_no_tool_or_as_a_name_is_not_shown(string tool, string name)
    {
        var ask = new Ask(tool, $$$"""{"order":"A1","amount":20,"{{{name}}}":"{{{Value}}}"}""");
        Hides(Story.ARun().ModelIsAsked().ModelReplies([ask]), Value);
        Hides(Story.ARun().ModelCalls(ask), Value);
    }

    [Theory]
    [InlineData("TEXT")]
    [InlineData("te-xt")]
    [InlineData("txet")]
    [InlineData("customer_mail")]
    public void A_value_under_a_name_that_the_tool_does_not_know_is_not_shown(string name)
    {
        var ask = new Ask("refund", $$$"""{"order":"A1","amount":20,"{{{name}}}":{"of":["{{{Value}}}"]}}""");
        Hides(Story.ARun().ModelIsAsked().ModelReplies([ask]), Value); // not looked at yet
        Hides(Story.ARun().ModelCalls(ask), Value);
        Assert.Contains(Shown(Story.ARun().ModelCalls(ask)), text => text.Contains("A1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"customer":{"e-mail":"canary.person@shop.example"}}""")]
    [InlineData("""{"Customer":{"Email":"canary.person@shop.example"}}""")]
    [InlineData("\"She is called canary.person@shop.example.\"")]
    [InlineData("""["She is found.",{"customer":{"e-mail":"canary.person@shop.example"}}]""")]
    [InlineData("""["Call canary.person@shop.example",{"customer":{}}]""")]
    [InlineData("""{"cut":"The result has 9 bytes; these are the first 8.","head":"{\"customer\":{\"e-mail\":\"canary.person@shop.example"}""")]
    public void A_result_that_says_it_otherwise_is_masked_all_the_same(string result) => Hides(Story.ARun().LooksAt("A1", result), Value);

    [Fact]
    public void What_a_call_takes_of_a_quota_does_not_tell_its_amount()
    {
        var story = Story.ARun().ModelCalls(new Ask("refund", """{"order":"A1","amount":20,"text":"1250"}"""));
        var events = story.History.Select(e => e is RunEvent.ProposalMade made ? made with { Terms = made.Terms with { Quotas = [new QuotaHold("s", TimeSpan.FromDays(1), 1_250_000_000, null, null)] } } : e).ToList();
        Assert.DoesNotContain(Shown(events), text => text.Contains("1250000000", StringComparison.Ordinal));
    }

    [Fact]
    public void Which_call_is_like_a_masked_one_is_not_said()
    {
        var story = Story.ARun().ModelCalls(new Ask("refund", $$"""{"order":"A1","amount":20,"text":"{{Value}}"}""")).Approves(1, People.Rita).IsBlocked(1, by: "r7.1.1");
        Hides(story, "r7.1.1");
    }

    [Fact]
    public void Where_the_texts_of_a_relative_are_erased_nothing_of_what_it_may_have_told_is_shown()
    {
        var story = Story.ARun().LooksAt("A1", """{"customer":{"e-mail":"canary.person@shop.example"}}""").ModelCalls(new Ask("refund", """{"order":"Z-4711","amount":1250,"text":"for Ana"}"""));
        var blind = new MaskedRun([.. story.History], story.Run, Marks, Relatives.None with { AreForgotten = true });
        string[] shown = [.. story.History.Select(e => Json(blind.Of(e))), JsonSerializer.Serialize(RunView.Of(blind.Shown), ViewJson.Options), JsonSerializer.Serialize(ProposalView.Of(blind.Shown, blind.Shown.Proposals.Values.Single()), ViewJson.Options)];
        foreach (var told in new[] { Value, "Z-4711", "1250", "for Ana", "Please help." }) Assert.DoesNotContain(shown, text => text.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Undo_and_parent_are_relatives_both_ways()
    {
        Assert.Equal(["u1"], Relatives.Of(Story.ARun().Succeeds(Ask.Note()).IsTakenBack(1, "u1").Run));
        Assert.Equal(["r1"], Relatives.Of(Story.AnUndo(Ask.Note()).Run));
        var parent = Story.ARun().Delegates().StartsChild(1);
        Assert.Equal([parent.TheChild(1).Run.Id], Relatives.Of(parent.Run));
        Assert.Contains("r1", Relatives.Of(parent.TheChild(1).Run));
    }

    [Fact]
    public void Nobody_but_the_program_that_started_a_run_is_given_its_result()
    {
        var run = Of(Story.ARun()).True;
        var (itself, sibling) = (run.RequestedBy, run.RequestedBy with { Subject = "another-key" });
        Assert.True(Of(Story.ARun()).IsResultFor(itself));
        Assert.False(Of(Story.ARun()).IsResultFor(sibling with { KeyOwner = itself.Subject }));
        Assert.False(Of(Story.ARun()).IsResultFor(sibling with { KeyOwner = itself.KeyOwner }));
        Assert.False(Of(Story.ARun().Delegates().StartsChild(1).TheChild(1)).IsResultFor(itself));
        Assert.False(Of(Story.AnUndo(Ask.Note())).IsResultFor(Story.AnUndo(Ask.Note()).Run.RequestedBy));
    }

    private static void Hides(Story story, string value) => Assert.DoesNotContain(Shown(story), text => text.Contains(value, StringComparison.Ordinal));

    private static MaskedRun Of(Story story) => new([.. story.History], story.Run, Marks, Relatives.None);

    private static List<string> Shown(Story story) => [.. Shown(story.History), JsonSerializer.Serialize(RunView.Of(Of(story).Shown), ViewJson.Options)];

    private static IEnumerable<string> Shown(IReadOnlyList<RunEvent> events)
    {
        var masked = new MaskedRun([.. events], RunEvolution.Fold(events), Marks, Relatives.None);
        return events.Select(e => Json(masked.Of(e)));
    }

    private static string Json(RunEvent @event) => JsonSerializer.Serialize<object>(@event, ViewJson.Options);
}
