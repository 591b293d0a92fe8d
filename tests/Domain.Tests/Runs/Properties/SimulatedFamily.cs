using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Properties;

/// <summary>A run, its children and theirs, whose models hand on all they can. Who has to hear of whom hears late, twice or out of order; people decide, grant and cancel as the dice say.</summary>
internal sealed class SimulatedFamily
{
    private const string Root = "r1";

    private static readonly (string, Tool)[] Tools = [.. Toolbox.All.Select(t => (t.Definition.Name, t)), (DelegateTool.Name, Story.Delegate)];

    private readonly Random _dice;
    private readonly Dictionary<string, Run> _runs = [];
    private readonly List<(string Parent, RunCommand News)> _news = [];
    private readonly Owner _living = new("node", "e1");
    private readonly RunLimits _limits;
    private DateTimeOffset _now = Story.Noon;
    private Grant _granted = new();
    private int _ids;

    public SimulatedFamily(int seed)
    {
        _dice = new(seed * 7919);
        _limits = RandomLimits();
        Send(Root, new RunCommand.Start(Root, RunKind.Agent, null, "desk", People.Paula, "Please help.", _limits, People.Shop, "{}", _now));
    }

    public IEnumerable<Run> Runs => _runs.Values;

    public Run First => _runs[Root];

    public void Turn()
    {
        _now += TimeSpan.FromMilliseconds(_dice.Next(500));
        var run = _runs.Values.ElementAt(_dice.Next(_runs.Count));
        switch (_dice.Next(60))
        {
            case < 34: PerformSomething(run); break;
            case < 44: SomebodyHears(); break;
            case < 54: SomebodyDecides(run); break;
            case < 56: Grant(run, new(_dice.Next(3), _dice.Next(2_000), 0.01m * _dice.Next(3), _dice.Next(10))); break;
            case < 57 when _dice.Next(10) == 0: Send(run.Id, new RunCommand.Cancel(People.Sam, "stop", _now)); break;
            default: SomebodyHears(); break;
        }
    }

    /// <summary>From here on nothing is late, and whatever waits for people is granted or approved; or, with the first run cancelled, settled.</summary>
    public bool ComesToRest()
    {
        for (var turn = 0; turn < 3_000 && First.End is null; turn++)
        {
            _now += TimeSpan.FromSeconds(1);
            while (_news.Count > 0) SomebodyHears();
            var run = _runs.Values.FirstOrDefault(r => r.End is null && (r.Halt is not null || r.PendingProposals.Any() || RunDue.WorkOf(r).Any()));
            if (run is null) break;
            if (run.Halt is not null && run.Cancelling is null) Send(run.Id, new RunCommand.Cancel(People.Sam, "enough", _now));
            else if (RunDue.WorkOf(run).Any()) PerformSomething(run);
            else SomebodyDecides(run);
        }

        return First.End is not null;
    }

    public void CancelAll() => Send(Root, new RunCommand.Cancel(People.Sam, "stop", _now));

    /// <summary>What the whole tree has used, and what is reserved for the model that is asked, against what its first run had and what people granted any of them.</summary>
    public string? WhyBeyond()
    {
        var (tokens, usd, steps) = (Runs.Sum(r => r.Usage.Tokens + (r.Model?.Reserve.Tokens ?? 0)), Runs.Sum(r => r.Usage.CostUsd + r.ReservedUsd), Runs.Sum(r => r.Steps.Length));
        var ms = Runs.Sum(r => r.Steps.Length * 100.0); // each reply was at work so long, one at a time
        return true switch
        {
            _ when tokens > _limits.Tokens + _granted.Tokens => $"{tokens} of {_limits.Tokens} tokens, and {_granted.Tokens} granted",
            _ when usd > _limits.CostUsd + _granted.CostUsd => $"{usd} of {_limits.CostUsd} USD",
            _ when steps > 3 * _limits.Iterations + _granted.Iterations => $"{steps} of 3 x {_limits.Iterations} steps",
            _ when ms > (_limits.WallClockSeconds + _granted.WallClockSeconds) * 1_000 + 100 => $"{ms} ms of {_limits.WallClockSeconds} s",
            _ when Runs.Any(r => r.Depth > 2) => "a third generation",
            _ when Runs.GroupBy(r => r.ParentRunId).Any(g => g.Key is not null && g.Count() > 4) => "five children",
            _ when Runs.FirstOrDefault(r => r.Spent.Tokens > r.Limits.Tokens || r.Spent.CostUsd > r.Limits.CostUsd || r.TimeLeft < -TimeSpan.FromMilliseconds(101)) is { } r => $"{r.Id} has given away more than it has",
            _ when Runs.Any(r => r.End is not null && Runs.Any(c => c.ParentRunId == r.Id && c.End is null)) => "a run ended before its child",
            _ => null,
        };
    }

    private void PerformSomething(Run run)
    {
        var due = RunDue.WorkOf(run).ToList();
        if (due.Count == 0) return;
        switch (due[_dice.Next(due.Count)])
        {
            case Effect.AskModel ask: Ask(run, ask); break;
            case Effect.ValidateCall { CallId: var id }: Send(run.Id, new RunCommand.RecordVerdict(id, VerdictOf(run, id), _now)); break;
            case Effect.StartChild { CallId: var id }: StartChild(run, id); break;
            case Effect.CallTool { CallId: var id }:
                Send(run.Id, new RunCommand.BeginToolCall(id, VerdictOf(run, id), true, _living, _now));
                if (_runs[run.Id].Calls[id] is { Status: CallStatus.Out } sent) Send(run.Id, new RunCommand.RecordToolOutcome(id, sent.ExecutionId, new ToolOutcome.Succeeded($"\"{_ids++}\""), 0, _now));
                break;
        }
    }

    private void Ask(Run run, Effect.AskModel due)
    {
        Send(run.Id, new RunCommand.BeginModelCall(due.Step, due.Attempt, "strong", "m", Story.Price, 50 + _dice.Next(500), 256 + _dice.Next(2_000), _living, _now.AddSeconds(60), _now));
        if (_runs[run.Id].Model is not { } asked) return;
        var calls = Enumerable.Range(0, _dice.Next(4)).Select(i => _dice.Next(5) switch
        {
            < 3 => new ModelToolCall($"p{i}", DelegateTool.Name, Telling.Ask.Delegate($"part {_ids++}").Arguments),
            3 => new ModelToolCall($"p{i}", "look", Telling.Ask.Look().Arguments),
            _ => new ModelToolCall($"p{i}", "refund", Telling.Ask.Refund($"A{_dice.Next(3)}").Arguments),
        });
        Send(run.Id, new RunCommand.RecordModelReply(due.Step, due.Attempt, "Well.", [.. calls], new(asked.InputTokensReserved, 0, asked.OutputTokensMax), "stop", 100, _now), activeMs: 100);
    }

    private void StartChild(Run run, string callId)
    {
        Send(run.Id, new RunCommand.BeginChild(callId, RandomLimits(), _dice.Next(3) > 0, AnswerNeeds.Nothing, _now));
        if (!_runs[run.Id].Children.TryGetValue(callId, out var child)) return;
        if (_runs[run.Id].Cancelling is null) Send(child.RunId, DelegateTool.StartOf(_runs[run.Id], child, _now));
    }

    private void SomebodyHears()
    {
        if (_news.Count == 0) return;
        var (parent, news) = _news[_dice.Next(_news.Count)];
        if (_dice.Next(3) > 0) _news.Remove((parent, news)); // else once more later
        Send(parent, news);
    }

    private void SomebodyDecides(Run run)
    {
        if (run.PendingProposals.FirstOrDefault() is not { } p) return;
        var kind = _dice.Next(3) == 0 ? DecisionKind.Reject : DecisionKind.Approve;
        var id = $"d{_ids++}";
        Send(run.Id, new RunCommand.RecordDecision(p.Id, kind, id, id, new($"person{_ids}", "?", Channel.Page), p.ArgumentsHash, p.ViewHash, "because", null, "null", false, _now));
    }

    private void Grant(Run run, Grant more)
    {
        var before = run.Granted;
        Send(run.Id, new RunCommand.GrantMore(more, People.Ada, true, "go on", _now));
        if (_runs[run.Id].Granted != before) _granted += more;
    }

    /// <summary>As the gate does it: what follows from a command is told to the others, later.</summary>
    private void Send(string id, RunCommand command, double activeMs = 0)
    {
        var before = _runs.GetValueOrDefault(id, Run.Initial);
        if (RunDecider.Decide(command, before) is not Ruling<RunEvent>.Accepted { Events: { IsEmpty: false } events }) return;
        var after = _runs[id] = events.Aggregate(before, RunEvolution.Evolve);
        if (after is { Ancestry: { } up, ParentRunId: { } parent } && before.Status != after.Status)
            _news.Add((parent, new RunCommand.HearOfChild(up.CallId, ChildStanding.Of(after), after.End?.Text.ToString() ?? "", after.Active.TotalMilliseconds - _told.GetValueOrDefault(id), Story.Noon, _now)));
        if (after.Ancestry is not null && before.Status != after.Status) _told[id] = after.Active.TotalMilliseconds;
        if (after.DeniedEffects.Count > before.DeniedEffects.Count && before.IsStarted)
            _news.AddRange(Neighbors(after).Select(n => (n, (RunCommand)new RunCommand.DenyEffects([.. after.DeniedEffects], _now))));
        if (after.Cancelling is not null && before.Cancelling is null)
            foreach (var child in after.OpenChildren) Send(child.RunId, new RunCommand.Cancel(People.Sam, "stop", _now));
    }

    private readonly Dictionary<string, double> _told = [];

    private static IEnumerable<string> Neighbors(Run run) => [.. run.OpenChildren.Select(c => c.RunId), .. run.ParentRunId is { } parent ? [parent] : Array.Empty<string>()];

    private static Verdict VerdictOf(Run run, string callId) =>
        CallValidator.Assess(run.Calls[callId].Name, (run.Calls[callId].Arguments ?? run.Calls[callId].Asked).ToString(), Tools, Contexts.Of(run.OnBehalfOf)).Verdict!;

    private RunLimits RandomLimits() => new()
    {
        Iterations = 1 + _dice.Next(8), Tokens = 3_000 + _dice.Next(80_000), CostUsd = 0.02m + 0.01m * _dice.Next(60), WallClockSeconds = 1 + _dice.Next(30), NoProgressSteps = 2 + _dice.Next(3),
    };
}
