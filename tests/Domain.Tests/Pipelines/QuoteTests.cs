using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Pipelines;

/// <summary>What an agent's answer rests on, where a pipeline wants it quoted.</summary>
public sealed class QuoteTests
{
    [Theory]
    [InlineData("\"arrived broken\"", true)]
    [InlineData("\"arrived in pieces\"", false)]
    [InlineData("\"arrived broken\",\"in pieces\"", false)]
    [InlineData("", false)]
    public void A_quote_must_stand_in_what_the_agent_was_shown(string quotes, bool isTaken) => Assert.Equal(isTaken, IsTaken(quotes, needsEvidence: true));

    [Fact]
    public void Where_none_is_wanted_none_is_taken()
    {
        Assert.True(IsTaken(null, needsEvidence: false));
        Assert.False(IsTaken(null, needsEvidence: true));
        Assert.False(IsTaken("\"arrived broken\"", needsEvidence: false));
    }

    private static bool IsTaken(string? quotes, bool needsEvidence)
    {
        var story = Story.APipeline(f => f.Ask("kind", "helper", "Which?", ["a", "b"], new { text = "{/input/text}" }, evidence: needsEvidence), """{"text":"The kettle arrived broken."}""");
        var child = story.TheChild(1).Run;
        var said = quotes is null ? """{"answer":"a","confidence":0.9,"reason":"So."}""" : $$"""{"answer":"a","confidence":0.9,"reason":"So.","evidence":[{{quotes}}]}""";
        return CallValidator.Assess(DecideTool.For(child.Choice!), said, Contexts.Of(child.OnBehalfOf) with { Evidence = new(() => Evidence.Before(child, 1)) }).Verdict!.MayGo;
    }
}
