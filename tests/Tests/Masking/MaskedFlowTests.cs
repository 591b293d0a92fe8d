using System.Text.Json;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Tests.Masking;

/// <summary>A pipeline's way depends on values. Who is shown marks in their place is shown the way that the values led, and not one that marks would lead. What a definition says, and so what a way says, everybody may read.</summary>
public sealed class MaskedFlowTests
{
    private const string Mail = "canary.person@shop.example";
    private const string Code = "canary-code-77";

    private static readonly string Customer = $$"""{ "customer":{"e-mail":"{{Mail}}","codes":["{{Code}}","{{Code}}-b"],"vip":true,"points":9000} }""";

    private static readonly SensitiveMarks Marks = SensitiveMarks.Of(
    [
        .. Toolbox.All.Where(t => t.Id == "desk.look").Select(t => (t.Id, t.Policy with { Sensitive = new() { Result = ["/customer/e-mail", "/customer/codes", "/customer/vip", "/customer/points"] } }, (JsonElement?)t.Definition.Schema)),
    ]);

    public static TheoryData<string> Ways => ["a choice", "a list", "rounds", "an argument that a number is needed for", "why it failed", "what it gives"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void At_every_event_the_way_is_shown_that_the_values_led(string what)
    {
        var story = what switch
        {
            "a choice" => Begun(f => f.Choose("known", w => w.When("ours", When.Matches("{/look/customer/e-mail}", new { type = "string", pattern = "@shop" }), b => b.Call("note", "desk.note", new { order = "A1", text = "{/look/customer/e-mail}" })).Else(Nobody)))
                .Brings("known/ours/note"),
            "a list" => Begun(f => f.ForEach("each", "{/look/customer/codes}", "code", 3, b => b.Choose("which", w => w.When("first", When.Matches("{/code}", new { type = "string", pattern = "77$" }), one => one.Call("note", "desk.note", new { order = "A1", text = "{/code}" })).Else(Nobody))))
                .Brings("each/0/which/first/note").Brings("each/1/which/else/nobody"),
            "rounds" => Begun(f => f.Repeat("until", When.Is("{/look/customer/vip}", "==", true), 3, Nobody)).Brings("until/0/nobody"),
            "an argument that a number is needed for" => Begun(f => f.Choose("rich", w => w.When("yes", When.Is("{/look/customer/points}", ">", 5000), Nobody).Else(b => b.Fail("poor", "Too few.")))).Brings("rich/yes/nobody"),
            "why it failed" => Begun(f => f.Choose("known", w => w.When("ours", When.Is("{/look/customer/vip}", "==", true), b => b.Fail("no", "Not for {/look/customer/e-mail}.")).Else(Nobody))),
            _ => Begun(_ => { }),
        };
        Assert.NotNull(story.Run.End);
        for (var n = 2; n <= story.History.Count; n++) // from when it is told its flow
        {
            List<RunEvent> past = [.. story.History.Take(n)];
            var (masked, shown) = Shown(past);
            Assert.Equal(Words(FlowView.Of(masked.True)), Words(FlowView.Of(shown)));
            Assert.Equal(RunDue.Of(masked.True), RunDue.Of(shown));
            Assert.DoesNotContain("canary", $"{Words(FlowView.Of(shown))} {Words(RunView.Of(shown))} {string.Concat(FlowWalk.Whole(shown).Nodes.Select(node => node.Why))}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void So_is_it_to_who_has_revealed_some_of_the_values()
    {
        var story = Begun(f => f.Choose("known", w => w.When("ours", When.Is("{/look/customer/vip}", "==", true), Nobody).Else(b => b.Value("none", 0)))).Brings("known/ours/nobody");
        var masked = Shown([.. story.History]).Masked;
        var mail = masked.Found.First(f => f.Value.Contains(Mail, StringComparison.Ordinal));
        var some = new Revealed("r1", masked.True.Version, [new(mail.CallId, "desk.look", mail.Where, mail.Path, JsonElement.Parse(mail.Value))]);
        var shown = masked.To(some);
        Assert.True(shown.IsMasked);
        Assert.Equal(Mail, shown.Run.End!.Text.ToString());
        Assert.Equal(Words(FlowView.Of(story.Run)), Words(FlowView.Of(shown.Run)));
    }

    private static (MaskedRun Masked, Run Shown) Shown(IReadOnlyList<RunEvent> past)
    {
        var masked = new MaskedRun([.. past], RunEvolution.Fold(past), Marks, Relatives.None);
        return (masked, masked.Shown);
    }

    private static Story Begun(Action<FlowBuilder> then) => Story.APipeline(f =>
    {
        f.Call("look", "desk.look", new { order = "A1" });
        then(f);
    }, result: "{/look/customer/e-mail}").Brings("look", Customer);

    private static void Nobody(FlowBuilder flow) => flow.Call("nobody", "desk.look", new { order = "A2" });

    private static string Words(object? view) => JsonSerializer.Serialize(view, ViewJson.Options);
}
