using ApprovalConsole.Web.Shared;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Pages;

public sealed class RenderPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void However_many_parts_of_a_page_follow_they_are_drawn_ten_times_a_second_at_most()
    {
        var pace = new RenderPace(_time);
        var turns = Enumerable.Range(0, 100).Select(_ => pace.TurnAsync()).ToList();
        Assert.Equal(RenderPace.AtOnce, turns.Count(t => t.IsCompleted));
        for (var second = 1; second <= 5; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(RenderPace.AtOnce + (RenderPace.EachSecond * second), turns.Count(t => t.IsCompleted));
        }

        Assert.InRange(turns.Count(t => t.IsCompleted) / 5d, 1, 10);
    }

    [Fact]
    public void After_a_quiet_second_what_follows_one_commit_is_drawn_at_once()
    {
        var pace = new RenderPace(_time);
        for (var commit = 0; commit < 5; commit++)
        {
            Assert.All(Enumerable.Range(0, RenderPace.AtOnce), _ => Assert.True(pace.TurnAsync().IsCompleted));
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void Whoever_has_just_answered_has_the_next_card_before_any_part_of_the_page_looks_again()
    {
        var pace = new RenderPace(_time);
        pace.OwnFirst();
        var turns = Enumerable.Range(0, 5).Select(_ => pace.TurnAsync()).ToList();
        Assert.All(turns, turn => Assert.False(turn.IsCompleted));
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.All(turns, turn => Assert.True(turn.IsCompleted));
        Assert.True(pace.TurnAsync().IsCompleted);
    }
}
