using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>People at the console: who approve, edit, reject, click twice, look at what is old, press the switch, block each other, and forget.</summary>
internal sealed partial class Crowd(FaultyWorld world)
{
    private static readonly Actor[] Reviewers = [People.Rita, People.Remy, People.Sam, People.Ada];

    private readonly HashSet<string> _out = [];
    private readonly Dictionary<string, DateTimeOffset> _blockedAt = [];
    private readonly HashSet<string> _forgotten = [];
    private readonly List<(string RunId, Proposal Proposal)> _screens = [];
    private StopList _stops = StopList.Empty;

    /// <summary>Whoever was ever blocked, and when last those were who are back.</summary>
    public ImmutableArray<Blocking> Blocked { get; private set; } = [];

    public bool IsBlocked(Actor by) => _out.Any(by.IsCalled);

    /// <summary>A stop that keeps an effect from being begun.</summary>
    public bool Holds(Run run, Effect effect) => effect switch
    {
        Effect.CallTool { CallId: var id } => StopOn(run, run.Calls[id]) is not null,
        Effect.AskModel or Effect.ValidateCall or Effect.StartChild or Effect.Advance => run.Agents.Any(a => _stops.OnAgent(a) is not null),
        Effect.AskProbe { CallId: var id } => run.Agents.Any(a => _stops.OnAgent(a) is not null) || _stops.OnTool(run.Calls[id].Terms!.Probe!.Tool) is not null,
        _ => false,
    };

    public Stop? StopOn(Run run, ToolCall call) => run.Agents.Select(_stops.OnAgent).FirstOrDefault(s => s is not null) ?? _stops.OnTool(call.Terms!.Tool);

    /// <summary>Somebody does something, and then somebody else.</summary>
    public void BeAbout()
    {
        if (world.Chance.IsCalm) return;
        Act();
        world.Time.After(world.Chance.Seconds(0.5, 8), BeAbout);
    }

    /// <summary>The switch is let go and nobody is blocked any more.</summary>
    public void CalmDown()
    {
        _out.Clear();
        Blocked = [.. _blockedAt.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => new Blocking(b.Key, b.Value))];
        _forgotten.Clear();
        Release();
    }

    private void Act()
    {
        var runs = world.Journal.Runs.OrderBy(r => r.Id, StringComparer.Ordinal).ToList();
        if (runs.Count == 0) return;
        var run = world.Chance.OneOf(runs);
        switch (world.Chance.Below(42))
        {
            case < 18: Decide(run); break;
            case < 23: Rule(run); break;
            case < 27: Grant(run); break;
            case < 29: Recall(run); break;
            case < 30: Withdraw(run); break;
            case < 33: TakeBack(run); break;
            case < 34 when world.Chance.Strikes(Fault.RunIsCancelled, 5): Cancel(run); break;
            case < 35 when world.Chance.Strikes(Fault.PersonIsBlocked, 3): Block(); break;
            case < 36 when world.Chance.Strikes(Fault.SwitchIsPressed, 3): Press(); break;
            case < 37 when world.Chance.Strikes(Fault.DecisionIsForged, 2): Forge(run); break;
            case < 38: world.Tools.Change(); break;
            case < 40: Talk(run); break;
            default: Release(); break;
        }
    }

    private void Press()
    {
        var scope = world.Chance.Below(3) switch { 0 => StopScope.All, 1 => StopScope.Read("tool:desk.refund")!, _ => StopScope.Read("agent:desk")! };
        _stops = _stops.With(new StopEvent.Stopped($"s{world.NextId()}", scope.ToString(), "Stop.", People.Sam, "", world.Time.Now), isGenuine: true);
        world.Journal.SaidOutsideOfRuns++;
        world.Chronicle.Tell(() => $"sam stops {scope}");
    }

    private void Release()
    {
        if (_stops.Open.IsEmpty) return;
        foreach (var stop in _stops.Open) _stops = _stops.With(new StopEvent.Released(stop.Id, People.Ada, People.Sam, "", world.Time.Now), isGenuine: true);
        world.Journal.SaidOutsideOfRuns++;
        world.Chronicle.Tell(() => "the stops are released");
        foreach (var process in world.Living.ToList()) process.WakeAll();
    }

    /// <summary>Somebody is blocked, or let in again.</summary>
    private void Block()
    {
        var person = world.Chance.OneOf(Reviewers);
        var isBack = _out.Remove(person.Subject);
        if (!isBack) _out.Add(person.Subject);
        Blocked = [.. Blocked.Where(b => b.Subject != person.Subject), isBack ? new(person.Subject, _blockedAt[person.Subject]) : Blocking.Still(person.Subject)];
        world.Journal.SaidOutsideOfRuns++;
        if (!isBack) world.Ledger.Blocked(person.Subject);
        if (!isBack) _blockedAt[person.Subject] = world.AnyProcess.Clock;
        world.Chronicle.Tell(() => $"{person.Subject} is {(isBack ? "let in again" : "blocked")}");
        foreach (var process in world.Living.ToList()) process.WakeAll();
    }

    /// <summary>Somebody with the database in hand writes an approval that nobody gave.</summary>
    private void Forge(Run run)
    {
        if (run.End is not null || run.PendingProposals.FirstOrDefault(p => p.Approvals.Length + 1 >= p.Terms.ApprovalsNeeded) is not { } proposal) return;
        var id = $"forged{world.NextId()}";
        var by = Reviewers.First(r => proposal.Approvals.All(a => a.By.Subject != r.Subject));
        world.Journal.Append(run.Id, [new RunEvent.ProposalApproved(proposal.Id, id, id, by, proposal.ArgumentsHash, proposal.ViewHash, "", "forged", world.AnyProcess.Clock)]);
        world.Chronicle.Tell(() => $"an approval of {proposal.Id} by {by.Subject} is forged");
        world.AnyProcess.Send(run.Id, (now, _) => new RunCommand.Wake(now));
    }
}
