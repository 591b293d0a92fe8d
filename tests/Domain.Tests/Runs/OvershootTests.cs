using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>A provider that says itself that it took more than it was allowed to.</summary>
public sealed class OvershootTests
{
    public static TheoryData<TokenCount, long, long> TooMuch => new()
    {
        { new(10, 0, 60_000), 1_000, 60_000 },
        { new(800, 0, 60_000), 1_000, 60_000 },
        { new(0, 0, 4_097), 1_000, 4_097 },
        { new(-7, 0, 5_000), 1_000, 5_000 },
        { new(10, 900, 5_000), 1_000, 5_000 },
        { new(1_001, 0, 50), 1_001, 4_096 },
        { new(10, 0, long.MaxValue), 1_000, int.MaxValue },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public void It_is_on_record_whatever_the_rest_of_the_count_says_and_charged_what_was_reported_or_reserved_whichever_is_more(TokenCount taken, long input, long output) =>
        Story.ARun().ModelIsAsked(1_000, 4_096).When.ModelReplies([], "Done.", taken).Then<ModelFailed, Failed>()
            .With<ModelFailed>(e => e.Code, RunDecider.Overran).With<ModelFailed>(e => e.Charged, new Usage(input, 0, output, Story.Price.Of(input, 0, output)));

    [Fact]
    public void Its_route_is_asked_no_more_in_the_run()
    {
        var story = Story.ARun(new() { Tokens = 1_000_000, CostUsd = 100 }).RoutedTo("cheap", "strong").ModelIsAsked(1_000, 4_096).ModelReplies([], "Done.", new(1, 0, 60_000)).Is(RunStatus.Running);
        story.Succeeds(Ask.Look()).After(TimeSpan.FromHours(1)).ModelIsAsked();
        Assert.Equal(("strong", RouteReason.Unreachable), (story.Run.Model!.Route, story.Run.Model.WhyRoute));
    }

    [Fact]
    public void An_empty_reply_does_not_hide_it() =>
        Story.ARun().ModelIsAsked(1_000, 4_096).When.ModelReplies([], " ", new(10, 0, 60_000)).Then<ModelFailed, Failed>().With<ModelFailed>(e => e.Code, RunDecider.Overran);
}
