using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Pipelines;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Properties;

/// <summary>A run among models, tools, people, policies, time and crashes that do whatever the dice say. Each command is checked as it is decided.</summary>
internal sealed partial class SimulatedWorld
{
    private static readonly Actor[] Crowd =
        [People.Rita, People.Remy, People.Sam, People.Ada, People.Shop, new("robot", "robot", Channel.Api, KeyOwner: "rita"), new("paula", "Paula", Channel.Page)];

    private readonly Dictionary<string, Tool> _tools = Toolbox.All.ToDictionary(t => t.Definition.Name);
    private readonly List<RunCommand> _commands = [];
    private readonly List<RunEvent> _history = [];
    private readonly List<RunCommand.BeginToolCall> _sendings = [];
    private readonly List<RunCommand.RecordVerdict> _slowVerdicts = [];
    private readonly WorldRules _rules = new();
    private Random _dice = new(0);
    private DateTimeOffset _now = Story.Noon;
    private DateTimeOffset _lastSign = Story.Noon;
    private Owner _living = new("node", "e0");
    private int _ids;

    private const int OfPipeline = 3;

    private readonly int _seed;

    public SimulatedWorld(int seed)
    {
        _seed = seed * 7919;
        _dice = new(_seed);
        var start = new RunCommand.Start("r1", RunKind.Agent, null, "desk", People.Paula, "Please help.", RandomLimits(), People.Shop, "{}", _now) { AnswerNeeds = (AnswerNeeds)((uint)seed % 3) };
        if (seed % 8 == OfPipeline) Send(start with { Kind = RunKind.Pipeline, AnswerNeeds = AnswerNeeds.Nothing, OnBehalfOf = People.Paula with { Attributes = """{"list":[1,2]}""" }, Pipeline = AnyFlow.Of(_dice.Next) });
        else if (seed % 8 == 5) Send(start with { Kind = RunKind.External, Session = new("s", _dice.Next(4) == 0, _dice.Next(4) == 0, TimeSpan.FromMinutes(1 + _dice.Next(30))), FirstCall = SomeAsking(), AnswerNeeds = AnswerNeeds.Nothing });
        else if (seed % 8 is 1 or 6) Send(start with { Conversation = new(_dice.Next(4) > 0, _dice.Next(3) > 0, _dice.Next(6), _dice.Next(2) == 0 ? new() { Iterations = 1 + _dice.Next(4), CostUsd = 0.01m * _dice.Next(6) } : null, TimeSpan.FromMinutes(1 + _dice.Next(10))) });
        else Send(seed % 8 != 7 ? start : start with { Kind = RunKind.Undo, ParentRunId = "r0", Calls = [.. Enumerable.Range(1, 1 + _dice.Next(3)).Select(GivenCall)] });
    }

    /// <summary>One by which a run follows a flow.</summary>
    public static int SeedOfPipeline(int any) => Math.Abs(any / 8) * 8 + OfPipeline;

    public Run Run { get; private set; } = Run.Initial;

    public IReadOnlyList<RunEvent> History => _history;

    /// <summary>One thing happens.</summary>
    public void Turn(int turn)
    {
        _dice = new(_seed + turn);
        _now += TimeSpan.FromMilliseconds(_dice.Next(2000));
        switch (_dice.Next(103))
        {
            case < 3: SomebodyElseIsAtIt(); break;
            case < 40: PerformSomethingDue(); break;
            case < 46: SomethingIsHeardOfAChild(_dice.Next(3) == 0); break;
            case < 65: SomethingComesBack(); break;
            case < 82: SomebodyDecides(); break;
            case < 84: SomebodyRules(); break;
            case < 86: AProbeAnswers(); break;
            case < 88: Send(new RunCommand.GrantMore(new(_dice.Next(2), _dice.Next(3000), 0.01m * _dice.Next(3), _dice.Next(20)), People.Sam, _dice.Next(4) == 0, "go on", _now)); break;
            case < 91: Crash(); break;
            case < 94: SomethingChanges(); break;
            case < 95 when _dice.Next(3) == 0: SomethingIsDeniedElsewhere(); break;
            case < 95: Send(new RunCommand.Cancel(People.Sam, "stop", _now)); break;
            case < 96: Withdraw(); break;
            case < 98: TimePasses(); break;
            case < 101: Send(new RunCommand.Say($"m{_dice.Next(8)}", Crowd[_dice.Next(20) == 0 ? 0 : 4], $"Word {_dice.Next(3)}.", _now)); break;
            default: Send(_commands[_dice.Next(_commands.Count)]); break;
        }
    }

    /// <summary>From here on everybody does their part: tools answer, people approve, models come to an end.</summary>
    /// <returns>False where the run still has not come to rest: it is stuck.</returns>
    public bool ComesToRest()
    {
        _dice = new(1);
        for (var turn = 0; turn < 300; turn++)
        {
            if (Run is { End: not null } or { Halt: not null, IsOut: false }) return true;
            _now += TimeSpan.FromSeconds(1);
            if (Run.IsOut) BringEverythingBack();
            else if (Run.Calls.Values.FirstOrDefault(c => c.Status is CallStatus.Unknown) is { } unknown)
                Send(new RunCommand.SettleOutcome(unknown.Id, SettledOutcome.Happened, People.Ada, "", _now));
            else if (Run.Calls.Values.FirstOrDefault(c => c.BlockedBy is not null) is { } blocked) Send(new RunCommand.UnblockCall(blocked.Id, turn % 2 == 0, _now));
            else if (Run.OpenChildren.Any()) SomethingIsHeardOfAChild(hasEnded: true);
            else if (RunDue.WorkOf(Run).MinBy(e => e.NotBefore) is { } due)
            {
                _now = due.NotBefore > _now ? due.NotBefore.Value : _now;
                Perform(due);
            }
            else if (Run.PendingProposals.FirstOrDefault() is { } pending)
                Send(DecisionOn(pending, Run.Calls[pending.CallId].IsQuestion ? DecisionKind.Respond : DecisionKind.Approve, new($"person{turn}", "?", Channel.Page)));
            else if (RunDue.Of(Run).OfType<Effect.WakeAt>().FirstOrDefault() is { } wake) Send(new RunCommand.Wake(_now = wake.Time));
            else return false;
        }

        return false;
    }

    private void Send(RunCommand command)
    {
        _commands.Add(command);
        var before = Run;
        if (RunDecider.Decide(command, before) is not Ruling<RunEvent>.Accepted { Events: var events }) return;
        foreach (var e in events)
        {
            _rules.Before(e, Run, command);
            Run = RunEvolution.Evolve(Run, e);
            _history.Add(e);
        }

        WorldRules.After(Run);
        if (RunDecider.Decide(command, Run) is Ruling<RunEvent>.Accepted { Events: { IsEmpty: false } again })
            throw new BrokenRule($"{command} sent twice added {string.Join(", ", again)}");
    }

    private RunLimits RandomLimits() => new()
    {
        Iterations = 1 + _dice.Next(8), Tokens = 2_000 + _dice.Next(40_000), CostUsd = 0.01m + 0.01m * _dice.Next(40), WallClockSeconds = 1 + _dice.Next(60),
        NoProgressSteps = 1 + _dice.Next(3), CallsPerStep = 1 + _dice.Next(5), Calls = 2 + _dice.Next(12), Writes = 1 + _dice.Next(8), OpenProposals = 1 + _dice.Next(4),
    };
}
