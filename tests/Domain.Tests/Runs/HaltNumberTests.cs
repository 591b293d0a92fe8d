using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>A halt says which cap it was, in numbers that show why; and no number of a person's makes them run over.</summary>
public sealed class HaltNumberTests
{
    [Fact]
    public void Out_of_tokens_says_how_many_are_used_and_needed() => Assert.Equal(
        "400 of 1200 tokens are used; the next call needs up to 1256.", MessageOf(Story.ARun(new() { Tokens = 1_200 }).ModelIsAsked(100, 300).ModelReplies([Ask.Look()], usage: new(100, 0, 300)).Validated(1).Sends(1).Answers(1)));

    [Fact]
    public void Out_of_money_says_how_much_is_used_and_needed_to_the_last_digit() => Assert.Equal(
        "0.00 of 0.00000125 USD are used; the next call needs up to 0.00506 USD.", MessageOf(Story.ARun(new() { CostUsd = 0.00000125m })));

    [Fact]
    public void Out_of_both_says_both() => Assert.Equal(
        "0 of 1200 tokens are used; the next call needs up to 1256. 0.00 of 0.005 USD are used; the next call needs up to 0.00506 USD.", MessageOf(Story.ARun(new() { Tokens = 1_200, CostUsd = 0.005m })));

    [Theory]
    [InlineData(0.83, 829, "0.829 s of 0.83 s at work are used.")]
    [InlineData(0.021, 10, "0.01 s of 0.021 s at work are used.")]
    [InlineData(5, 5_000, "5.0 s of 5.0 s at work are used.")]
    public void Out_of_time_is_told_as_finely_as_it_is_counted(double limit, double activeMs, string message)
    {
        var story = Story.ARun(new() { WallClockSeconds = limit }).ModelIsAsked().ModelReplies([Ask.Look()], activeMs: activeMs).Validated(1).Sends(1).IsHalted(HaltReason.WallClock);
        Assert.Equal(message, story.Run.Halt!.Message);
    }

    [Fact]
    public void Limits_of_any_size_take_a_grant_without_running_over()
    {
        var limits = new Grant(100_000, 1_000).AddTo(new() { Tokens = long.MaxValue, CallsPerStep = int.MaxValue });
        Assert.Equal((long.MaxValue, int.MaxValue), (limits.Tokens, limits.Calls));
    }

    [Theory]
    [InlineData("0.000000000000001")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("0")]
    public void A_price_of_next_to_nothing_bounds_no_reply(string price) =>
        Assert.Equal(long.MaxValue, new Price(0, 0, decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture)).OutputWithin(RunLimits.MostCostUsd, 1_000));

    private static string MessageOf(Story story) => story.ModelIsAsked(1_000, 4_000).IsHalted(HaltReason.CostCap).Run.Halt!.Message;
}
