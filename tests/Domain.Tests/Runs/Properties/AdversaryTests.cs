using System.Globalization;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Runs.Properties;

/// <summary>I5 and I6 against models that do their worst.</summary>
public sealed class AdversaryTests(ITestOutputHelper output)
{
    private const int Runs = 5_000;

    [Fact]
    public void No_model_however_confused_gets_a_run_beyond_any_of_its_caps()
    {
        var all = Enumerable.Range(0, Runs).Select(seed => new Adversary(seed)).ToList();
        Assert.All(all, a => Assert.True(a.Runs()));
        var ends = all.CountBy(a => a.Run.Halt?.Reason.ToString() ?? a.Run.End!.Status.ToString()).OrderByDescending(e => e.Value);
        output.WriteLine($"{Runs} runs: {string.Join(", ", ends.Select(e => $"{e.Value} {e.Key}"))}");
        var (tokens, usd, steps, ms) = (all.Max(a => a.Worst.Tokens), all.Max(a => a.Worst.Usd), all.Max(a => a.Worst.Steps), all.Max(a => a.Worst.Ms));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"worst overshoot: {Math.Max(0, tokens)} tokens, {Math.Max(0, usd)} USD, {Math.Max(0, steps)} steps, {Math.Max(0, ms):0.###} ms"));
        Assert.True(tokens <= 0 && usd <= 0 && steps <= 0, $"{tokens} tokens, {usd} USD, {steps} steps");
        Assert.InRange(ms, double.MinValue, 1);
        foreach (var reason in new[] { HaltReason.IterationCap, HaltReason.CallCap, HaltReason.CostCap, HaltReason.NoProgress, HaltReason.WallClock })
            Assert.Contains(all, a => a.Run.Halt?.Reason == reason);
    }

    [Fact]
    public void This_and_that_in_turn_is_no_progress() => Story.ARun(Wide).LooksAt("A", "\"a\"").LooksAt("B", "\"b\"").LooksAt("A", "\"a\"").LooksAt("B", "\"b\"").LooksAt("A", "\"a\"")
        .When.ModelIsAsked().Then<RunEvent.Halted>().IsHalted(HaltReason.NoProgress);

    [Fact]
    public void The_same_in_other_words_is_no_progress()
    {
        var story = Story.ARun(Wide).LooksAt("A1", "\"a\"");
        foreach (var text in new[] { "please", "once more", "really now" })
            story.ModelIsAsked().ModelReplies([new("look", $$"""{"order":"A1","text":"{{text}}"}""")], $"Let me try {text}.").Validated(1).Sends(1).Answers(1, "\"a\"");
        story.When.ModelIsAsked().Then<RunEvent.Halted>().IsHalted(HaltReason.NoProgress);
    }

    [Fact]
    public void The_same_error_again_and_again_is_no_progress_though_it_is_made_differently_each_time() =>
        Story.ARun(Wide).ModelCalls(new Ask("look", "{}")).ModelCalls(new Ask("look", """{"order":7}""")).ModelCalls(new Ask("noSuchTool", "{}"))
            .When.ModelIsAsked().Then<RunEvent.Halted>().IsHalted(HaltReason.NoProgress);

    private static readonly RunLimits Wide = new() { Iterations = 1_000, Tokens = 1_000_000_000, CostUsd = 1_000_000, WallClockSeconds = 1_000_000, Calls = 1_000, Writes = 1_000 };
}
