using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Web.Features.Runs;

namespace ApprovalConsole.Tests.Pages;

/// <summary>What people read of a call that a probe is asked about.</summary>
public sealed class ProbeWordsTests
{
    private static Story Unknown => Story.ARun().IsOut(Ask.Book()).GoesSilent(1).After(TimeSpan.FromSeconds(1));

    private static CallView Shown(Story story) => CallView.Of(story.Run, story.Call(1));

    [Fact]
    public void It_says_what_came_of_it_last_and_from_when_on_nothing_found_counts()
    {
        var probe = Shown(Unknown.Probes(1, ProbeFinding.CouldNotCheck).After(TimeSpan.FromSeconds(1)).Probes(1, ProbeFinding.NotFound)).Probe!;
        Assert.Equal("desk.look was asked 2 times: nothing of it found.", ProbeWords.Of(probe));
        Assert.Equal(" From 12:00:30 UTC on, nothing found means that it did not happen.", ProbeWords.Final(probe));
        Assert.Equal("desk.look was asked once. Last, desk.look cannot be reached.", ProbeWords.Of(Shown(Unknown.Probes(1, ProbeFinding.CouldNotCheck)).Probe!));
    }

    [Fact]
    public void Once_it_is_settled_it_shows_what_was_looked_up()
    {
        var call = Shown(Unknown.Probes(1, ProbeFinding.Found));
        Assert.Equal(("happened, a look-up found out", """desk.look /bookings at 12:00:01 UTC: ["B1"]""", null), (call.State, call.Evidence, call.Probe));
    }
}
