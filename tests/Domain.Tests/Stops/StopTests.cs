using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Stops;

/// <summary>One person stops, two admins let it go on.</summary>
public sealed class StopTests
{
    private static readonly Actor Abel = new("abel", "Abel", Channel.Page);

    private StopList _stops = StopList.Empty;

    [Fact]
    public void A_stop_without_a_reason_is_refused() => Assert.Equal(RefusalCode.ReasonMissing, Refused(new StopCommand.Press("s1", StopScope.All, " ", People.Rita, Story.Noon)));

    [Fact]
    public void Pressed_twice_it_is_one_stop()
    {
        Does(new StopCommand.Press("s1", StopScope.All, "smoke", People.Rita, Story.Noon));
        Does(new StopCommand.Press("s2", StopScope.All, "fire", People.Remy, Story.Noon));
        Assert.Equal("s1", Assert.Single(_stops.Open).Id);
        Assert.Equal(("fire", "remy"), (_stops.Open[0].Again!.Reason.Text, _stops.Open[0].Again!.By.Subject));
        Does(new StopCommand.Press("s3", StopScope.All, "fire", People.Remy, Story.Noon));
        Assert.Equal(2, _stops.Version);
    }

    [Fact]
    public void A_word_for_a_release_counts_no_more_once_the_switch_is_pressed_again()
    {
        Does(new StopCommand.Press("s1", StopScope.All, "smoke", People.Rita, Story.Noon));
        Does(new StopCommand.Release("s1", People.Ada, Story.Noon));
        Does(new StopCommand.Press("s2", StopScope.All, "smoke", People.Rita, Story.Noon.AddHours(1)));
        Does(new StopCommand.Release("s1", Abel, Story.Noon.AddHours(2)));
        Assert.Equal("abel", Assert.Single(_stops.Open).ReleaseProposedBy?.Subject);
        _stops = _stops.With(new StopEvent.ReleaseProposed("s1", People.Ada, "", Story.Noon), isGenuine: true); // the old word once more
        Assert.Equal("abel", _stops.Open[0].ReleaseProposedBy?.Subject);
    }

    [Fact]
    public void A_word_for_a_release_counts_for_a_day()
    {
        Does(new StopCommand.Press("s1", StopScope.All, "smoke", People.Rita, Story.Noon));
        Does(new StopCommand.Release("s1", People.Ada, Story.Noon));
        Does(new StopCommand.Release("s1", Abel, Story.Noon.AddHours(24).AddSeconds(1)));
        Assert.Equal("abel", Assert.Single(_stops.Open).ReleaseProposedBy?.Subject);
        Does(new StopCommand.Release("s1", People.Ada, Story.Noon.AddHours(48)));
        Assert.Empty(_stops.Open);
    }

    [Fact]
    public void The_word_of_somebody_who_was_blocked_since_counts_no_more()
    {
        Does(new StopCommand.Press("s1", StopScope.All, "smoke", People.Rita, Story.Noon));
        Does(new StopCommand.Release("s1", People.Ada, Story.Noon.AddHours(1)));
        Does(new StopCommand.Release("s1", Abel, Story.Noon.AddHours(3)) { Blocked = [new("ADA", Story.Noon.AddHours(2))] });
        Assert.Equal("abel", Assert.Single(_stops.Open).ReleaseProposedBy?.Subject);
        Does(new StopCommand.Release("s1", People.Ada, Story.Noon.AddHours(4)) { Blocked = [new("abel", Story.Noon.AddHours(2))] }); // before he gave it
        Assert.Empty(_stops.Open);
    }

    [Fact]
    public void The_first_admin_proposes_and_another_one_lifts_it()
    {
        Does(new StopCommand.Press("s1", StopScope.All, "smoke", People.Ada, Story.Noon));
        Does(new StopCommand.Release("s1", People.Ada, Story.Noon));
        Assert.Equal(RefusalCode.SeparationOfDuties, Refused(new StopCommand.Release("s1", new("another", "Ada's key", Channel.Api, KeyOwner: "ADA"), Story.Noon)));
        Assert.NotNull(_stops.OnAgent("desk"));
        Does(new StopCommand.Release("s1", Abel, Story.Noon));
        Assert.Null(_stops.OnAgent("desk"));
        Does(new StopCommand.Release("s1", Abel, Story.Noon));
        Assert.Equal(3, _stops.Version);
    }

    [Fact]
    public void There_is_nothing_to_lift_where_nothing_was_stopped() => Assert.Equal(RefusalCode.UnknownStop, Refused(new StopCommand.Release("s1", People.Ada, Story.Noon)));

    [Theory]
    [InlineData("all", true, true, true)]
    [InlineData("agent:desk", true, false, false)]
    [InlineData("tool:desk.refund", false, true, false)]
    public void A_stop_holds_its_scope_and_nothing_else(string scope, bool agent, bool tool, bool others)
    {
        Does(new StopCommand.Press("s1", StopScope.Read(scope)!, "smoke", People.Rita, Story.Noon));
        Assert.Equal((agent, tool, others, others), (_stops.OnAgent("desk") is not null, _stops.OnTool("desk.refund") is not null, _stops.OnAgent("clerk") is not null, _stops.OnTool("desk.look") is not null));
        Assert.Equal(scope, _stops.Open[0].Scope.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("All")]
    [InlineData("tool:")]
    [InlineData("desk.refund")]
    public void Another_scope_is_none(string? scope) => Assert.Null(StopScope.Read(scope));

    [Fact]
    public void What_does_not_carry_the_mark_stops_and_does_not_release()
    {
        _stops = StopList.Empty.With(new StopEvent.Stopped("s1", "all", "smoke", People.Rita, "", Story.Noon), isGenuine: false)
            .With(new StopEvent.ReleaseProposed("s1", People.Ada, "", Story.Noon), isGenuine: false);
        Assert.Null(_stops.Open[0].ReleaseProposedBy);
        _stops = _stops.With(new StopEvent.Released("s1", People.Ada, Abel, "", Story.Noon), isGenuine: false);
        Assert.True(Assert.Single(_stops.Open).HasForgedRelease);
        Assert.Equal(3, _stops.Version);
    }

    private void Does(StopCommand command)
    {
        foreach (var @event in Assert.IsType<Ruling<StopEvent>.Accepted>(StopDecider.Decide(command, _stops)).Events) _stops = _stops.With(@event, isGenuine: true);
    }

    private RefusalCode Refused(StopCommand command) => Assert.IsType<Ruling<StopEvent>.Refused>(StopDecider.Decide(command, _stops)).Refusal.Code;
}
