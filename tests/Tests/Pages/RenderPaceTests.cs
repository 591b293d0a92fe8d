using ApprovalConsole.Web.Shared;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Pages;

public sealed class RenderPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void However_many_parts_of_a_page_follow_they_are_drawn_ten_times_a_second()
    {
        var pace = new RenderPace(_time);
        var turns = Enumerable.Range(0, 100).Select(_ => pace.TurnAsync()).ToList();
        Assert.Equal(RenderPace.AtOnce, turns.Count(t => t.IsCompleted));
        for (var second = 1; second <= 3; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(RenderPace.AtOnce + (10 * second), turns.Count(t => t.IsCompleted));
        }
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
}
