using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Runs.Properties;

/// <summary>A run whose model wants to go on for ever and to spend all it can; the provider keeps to what a reply may have, and timers ring when they should.</summary>
internal sealed class Adversary
{
    private static readonly Price[] Prices = [Story.Price, new(0.25m, 0.025m, 2), new(60, 30, 240), new(0, 0, 0), new(0.333m, 0.1m, 7.77m)];

    private readonly Random _dice;
    private readonly Story _story;
    private readonly string[] _routes;
    private readonly int _habit;
    private int _news;

    public Adversary(int seed)
    {
        _dice = new(seed * 7919);
        _habit = _dice.Next(6);
        _routes = _dice.Next(2) == 0 ? ["cheap", "strong"] : ["strong"];
        _story = Story.ARun(new()
        {
            Iterations = 1 + _dice.Next(12), Tokens = 500 + _dice.Next(60_000), CostUsd = 0.0001m * _dice.Next(1, 4_000), WallClockSeconds = 0.5 + _dice.Next(120),
            NoProgressSteps = 1 + _dice.Next(4), CallsPerStep = 1 + _dice.Next(8), Calls = 1 + _dice.Next(40), Writes = 1 + _dice.Next(10),
        });
    }

    public Run Run => _story.Run;

    /// <summary>By how much the run has ever been beyond its tokens, its money, its steps, its time in milliseconds; zero or less: within.</summary>
    public (long Tokens, decimal Usd, int Steps, double Ms) Worst { get; private set; } = (long.MinValue, decimal.MinValue, int.MinValue, double.MinValue);

    /// <returns>False where the run never came to rest.</returns>
    public bool Runs()
    {
        for (var turn = 0; turn < 2_000; turn++)
        {
            if (Run is { End: not null } or { Halt: not null }) return true;
            if (RunDue.WorkOf(Run).MinBy(e => e.NotBefore) is not { } due) return false;
            Perform(due);
            Measure();
        }

        return false;
    }

    private void Perform(Effect due)
    {
        if (due.NotBefore is { } later && later > _story.Now) _story.After(later - _story.Now);
        switch (due)
        {
            case Effect.AskModel ask: AskModel(ask); break;
            case Effect.ValidateCall validate: _story.Validated(Run.Calls[validate.CallId].Index + 1); break;
            case Effect.CallTool call: CallTool(Run.Calls[call.CallId]); break;
        }
    }

    private void AskModel(Effect.AskModel ask)
    {
        var choice = Routing.Choose(Run, [.. _routes], _story.Now);
        var price = Prices[(choice.Route.Length + _habit) % Prices.Length];
        _story.Do(new RunCommand.BeginModelCall(
            ask.Step, ask.Attempt, choice.Route, "m", price, 50 + _dice.Next(4_000), 256 + _dice.Next(8_000), new("node", "e1"), _story.Now.AddSeconds(90), _story.Now)
        {
            WhyRoute = choice.Why, FallOver = choice.FallOver, Trim = ContextTrimming.Of(Run, new(choice.Route, 500, 100_000, price)),
        });
        Measure();
        if (Run.Model is not { } model) return;
        var ms = Lasting(out var wasCut);
        if (wasCut || _dice.Next(8) == 0)
        {
            _story.Do(new RunCommand.RecordModelFailure(model.Step, model.Attempt, wasCut ? "modelTimeout" : "modelError", "Broken off.", !wasCut, true, TimeSpan.FromSeconds(_dice.Next(70)), ms, _story.Now));
            return;
        }

        TokenCount? usage = _dice.Next(6) == 0 ? null : new(model.InputTokensReserved - _dice.Next(3), 0, model.OutputTokensMax - _dice.Next(2));
        _story.Do(new RunCommand.RecordModelReply(model.Step, model.Attempt, $"Nearly there ({_dice.Next(1_000)}).", [.. Wishes(model.Step)], usage, _dice.Next(12) == 0 ? "length" : "tool_calls", ms, _story.Now));
    }

    /// <summary>There is always something more to ask: news, the same again, the same in other words, this and that in turn, errors, or all at once.</summary>
    private IEnumerable<ModelToolCall> Wishes(int step) => Enumerable.Range(0, 1 + _dice.Next(10)).Select(i => new ModelToolCall($"p{i}", (_habit == 5 ? _dice.Next(5) : _habit) switch
    {
        3 => "noSuchTool",
        4 => "note",
        _ => "look",
    }, _habit switch
    {
        0 => $$"""{"order":"A{{++_news}}"}""",
        2 => $$"""{"order":"{{(step % 2 == 0 ? "A" : "B")}}"}""",
        3 => "{\"order\":",
        _ => $$"""{"order":"A1","text":"please {{_dice.Next(50)}}"}""",
    }));

    private void CallTool(ToolCall call)
    {
        _story.Sends(call.Index + 1);
        Measure();
        if (Run.Calls[call.Id].Status is not CallStatus.Out) return;
        var ms = call.IsWrite ? 0 : Lasting(out _);
        var answer = _habit switch { 0 => $"\"{_news++}\"", 2 => call.Asked.ToString(), _ => "\"same\"" };
        _story.Comes(call.Index + 1, _dice.Next(6) == 0 ? new ToolOutcome.ReportedError("no") : new ToolOutcome.Succeeded(answer), activeMs: ms);
    }

    /// <summary>How long something is at work: models and reads are cut when the run's time is up, rounded up to a timer's millisecond.</summary>
    private double Lasting(out bool wasCut)
    {
        var left = Math.Ceiling((Run.Limits.WallClock - Run.Active).TotalMilliseconds);
        var wanted = _dice.Next(4) == 0 ? double.MaxValue : _dice.Next(9_000);
        wasCut = wanted > left;
        return Math.Min(wanted, left);
    }

    private void Measure()
    {
        var reserve = Run.Model?.Reserve ?? default;
        Worst = (
            Math.Max(Worst.Tokens, Run.Usage.Tokens + reserve.Tokens - Run.Limits.Tokens), Math.Max(Worst.Usd, Run.Usage.CostUsd + reserve.CostUsd - Run.Limits.CostUsd),
            Math.Max(Worst.Steps, Run.Steps.Length - Run.Limits.Iterations), Math.Max(Worst.Ms, (Run.Active - Run.Limits.WallClock).TotalMilliseconds));
    }
}
