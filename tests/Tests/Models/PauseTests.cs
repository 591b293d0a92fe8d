using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Models;

/// <summary>What a run counts as time at work while those that work for it pause before they ask again.</summary>
public sealed class PauseTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ActiveClocks _clocks;
    private readonly ActiveClock _parent;

    public PauseTests()
    {
        _clocks = new(_time);
        _parent = _clocks.Enter("r1");
    }

    [Fact]
    public void Children_that_pause_side_by_side_count_once()
    {
        for (var n = 1; n <= 4; n++) _clocks.Paused(Child(n), TimeSpan.FromSeconds(15));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(5_000, _parent.Unread());
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(15_000, _parent.Unread());
    }

    [Fact]
    public void A_pause_beside_another_childs_call_counts_once_and_so_does_what_of_it_is_longer()
    {
        _clocks.Paused(Child(1), TimeSpan.FromSeconds(15));
        _time.Advance(TimeSpan.FromSeconds(5));
        _clocks.WentOutFor(Child(2));
        _time.Advance(TimeSpan.FromSeconds(5));
        _clocks.CameBackFor(Child(2));
        _clocks.Paused(Child(3), TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(15_000, _parent.Unread());
    }

    [Fact]
    public void Time_between_two_pauses_counts_nothing()
    {
        _clocks.Paused(Child(1), TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(10));
        _clocks.Paused(Child(1), TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3_000, _parent.Unread());
    }

    [Fact]
    public void A_pause_that_is_broken_off_counts_up_to_then_and_leaves_anothers_as_it_is()
    {
        _clocks.Paused(Child(1), TimeSpan.FromSeconds(60));
        _clocks.Paused(Child(2), TimeSpan.FromSeconds(8));
        _time.Advance(TimeSpan.FromSeconds(5));
        _clocks.Paused(Child(1), TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(8_000, _parent.Unread());
    }

    [Fact]
    public void What_a_pause_came_to_is_there_though_nobody_needed_the_clock_meanwhile()
    {
        _clocks.Leave("r1");
        _clocks.Paused(Child(1), TimeSpan.FromSeconds(15));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(15_000, _clocks.Enter("r1").Unread());
    }

    private static Run Child(int n) => Run.Initial with { Id = $"r1-1-{n}", Ancestry = new($"r1.1.{n}", 5, [new("r1", "desk", $"r1.1.{n}")], []) };
}
