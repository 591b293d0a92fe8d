using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Web.Features.Runs;

namespace ApprovalConsole.Tests.Pages;

/// <summary>Why another model was asked is said so that it is true however it came about.</summary>
public sealed class RouteWordsTests
{
    [Fact]
    public void The_first_of_its_purpose_needs_no_words() => Assert.Equal("", WordsFor(Story.ARun(), "cheap"));

    [Fact]
    public void A_model_that_answered_with_an_error_is_not_said_to_have_been_silent() =>
        Assert.Equal("in place of a model that gave no reply that could be used", WordsFor(Story.ARun().RoutedTo("cheap", "strong").ModelIsAsked().ModelFails(mayRetry: false, wasSent: true), "strong"));

    [Fact]
    public void Where_the_usual_one_is_asked_because_its_stand_in_failed_it_is_not_said_to_have_failed() =>
        Assert.Equal("in place of a model that gave no reply that could be used",
            WordsFor(Story.ARun().RoutedTo("cheap", "strong").ModelCalls(new Ask("nothing", "{}")).ModelIsAsked().ModelFails(mayRetry: false), "cheap"));

    [Fact]
    public void A_call_that_a_limit_refused_is_not_said_to_be_invalid() =>
        Assert.Equal("another model, after a call that was refused", WordsFor(Story.ARun(new() { Writes = 0 }).RoutedTo("cheap", "strong").ModelCalls(Ask.Note()), "strong"));

    private static string WordsFor(Story story, string asked)
    {
        var choice = Routing.Choose(story.Run, ["cheap", "strong"], story.Now);
        Assert.Equal(asked, choice.Route);
        return RouteWords.Of(choice.Why);
    }
}
