using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Pipelines;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>A console, its people, models and tools, in virtual time, from one seed: the same seed gives the same history.</summary>
/// <remarks>The domain's own: <see cref="RunDecider"/>, <see cref="RunEvolution"/>, <see cref="RunDue"/>, <see cref="FollowOn"/>, validation, staleness, routing, trimming, delegation, stops, the journal's text
/// of events. Played by the world: the process around them (mailboxes, the commit with its unique key and what else it looks at, sweeping, recovery), models, tools, people, clocks. Not in it: the database, the real
/// gate and performers, look-ups, quotas, budgets beyond the run, the audit log. Those are tried with kill -9 on the real thing, elsewhere.</remarks>
internal sealed class FaultyWorld
{
    private static readonly TimeSpan Troubled = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(6);
    private const int MostRounds = 60;

    private readonly HashSet<Type> _events = [];
    private DateTimeOffset _lastWritten = Story.Noon;
    private int _ids;
    private int _processes;

    public FaultyWorld(int seed, Rules? rules = null, IReadOnlySet<Fault>? without = null, bool isTold = false)
    {
        Decide = rules ?? RunDecider.Decide;
        Time = new(Story.Noon);
        Chronicle = new(Time, isTold);
        Chance = new(seed, without ?? new HashSet<Fault>(), Chronicle);
        ModelWindow = Chance.OneIn(3) ? 200 : 100_000;
        (Ledger, Ceilings, Memory, Rest, Models, People) = (new(this), new(this), new(this), new(this), new(this), new(this));
        Tools = new(this);
    }

    public Rules Decide { get; }

    public Timeline Time { get; }

    public Chronicle Chronicle { get; }

    public Chance Chance { get; }

    public SharedJournal Journal { get; } = new();

    public Ledger Ledger { get; }

    public Ceilings Ceilings { get; }

    public Memory Memory { get; }

    public Rest Rest { get; }

    public Models Models { get; }

    public Tools Tools { get; }

    public Crowd People { get; }

    /// <summary>The process in charge, and one that was thought dead, where there is one.</summary>
    public List<ConsoleProcess> Living { get; } = [];

    public ConsoleProcess AnyProcess => Chance.OneOf(Living);

    public IReadOnlySet<Type> Events => _events;

    /// <summary>Tokens that the models can read.</summary>
    public long ModelWindow { get; }

    public int NextId() => ++_ids;

    /// <summary>Lives through it all.</summary>
    /// <exception cref="BrokenInvariant">Something that must hold did not.</exception>
    public void Live()
    {
        Begin();
        for (var n = 1 + Chance.Below(4); n > 0; n--) Time.After(Chance.Seconds(0, 30), StartRun);
        Time.After(Chance.Seconds(1, 5), People.BeAbout);
        Time.After(Chance.Seconds(5, 40), Strike);
        Time.PlayUntil(Time.Now + Troubled);

        Chance.IsCalm = true;
        Chronicle.Tell(() => "the faults stop, and nobody answers");
        foreach (var process in Living) process.Off = TimeSpan.Zero;
        People.CalmDown();
        Time.PlayUntil(Time.Now + Calm);
        Memory.IsWhole();
        Rest.WaitsForPeople();

        Chronicle.Tell(() => "people answer everything");
        for (var round = 0; round < MostRounds && Journal.Runs.Any(r => r.End is null); round++)
        {
            People.AnswerEverything(round);
            Time.PlayUntil(Time.Now + TimeSpan.FromSeconds(30));
        }

        Rest.HasEnded();
        Memory.IsWhole();
        Memory.IsReadTheSameAgain();
    }

    /// <summary>A process has died: another takes its place, if none is there already.</summary>
    public void Restart()
    {
        Living.RemoveAll(p => !p.IsAlive);
        if (Living.Count == 0) Begin();
        else Living[0].TakeUp(_lastWritten); // what the dead one began after this one had started
    }

    public void Committed(ConsoleProcess process, string runId, Turn turn)
    {
        _lastWritten = Time.Now;
        _events.UnionWith(turn.Events.Select(e => e.GetType()));
        foreach (var e in turn.Events) Chronicle.Tell(() => $"{runId} {process.Self.Epoch} writes {EventWords.Of(e)}");
        foreach (var again in turn.Events.OfType<RunEvent.CallOutcomeSettled>().Where(e => e.Outcome is SettledOutcome.SendAgain)) Ledger.ToBeSentAgain(again.CallId);
        Ledger.Committed(turn);
        Ceilings.Committed(turn);
        Rest.Committed(turn);
        Memory.Committed(runId, turn);
    }

    private void Begin()
    {
        var process = new ConsoleProcess(this, ++_processes);
        Living.Add(process);
        Chronicle.Tell(() => $"{process.Self.Epoch} starts");
        Memory.IsWhole();
        process.Start(_lastWritten);
    }

    private void StartRun()
    {
        var (id, chance) = ($"r{NextId()}", Chance);
        var limits = new RunLimits
        {
            Iterations = 3 + chance.Below(6), Tokens = 8_000 + chance.Below(40_000), CostUsd = 0.05m + 0.01m * chance.Below(40), WallClockSeconds = 10 + chance.Below(120),
            NoProgressSteps = 2 + chance.Below(2), CallsPerStep = 2 + chance.Below(4), Calls = 4 + chance.Below(12), Writes = 2 + chance.Below(6), OpenProposals = 1 + chance.Below(4),
        };
        var pipeline = chance.OneIn(5) ? AnyFlow.Of(chance.Below) : null;
        if (pipeline is null && chance.OneIn(5))
        {
            new OutsideAgent(this, id, limits).Begin();
            return;
        }

        var needs = chance.OneOf([AnswerNeeds.Nothing, AnswerNeeds.Nothing, AnswerNeeds.Evidence, AnswerNeeds.Person]);
        ConversationTerms? talk = pipeline is null && chance.OneIn(3) ? new(chance.OneIn(2), chance.OneIn(2), chance.Below(5), chance.OneIn(2) ? new() { Iterations = 1 + chance.Below(4), Tokens = 20_000 } : null, chance.Seconds(20, 200)) : null;
        if (talk is not null) new TalkingPrincipal(this, id).Begin();
        Send();

        void Send()
        {
            var isKnown = false;
            AnyProcess.Send(id, (now, _) => new RunCommand.Start(
                id, pipeline is null ? RunKind.Agent : RunKind.Pipeline, null, "desk", Runs.Telling.People.Paula with { Attributes = """{"list":[1,2]}""" }, "Please help.", limits, Runs.Telling.People.Shop, "{}", now)
                { AnswerNeeds = pipeline is null ? needs : AnswerNeeds.Nothing, Pipeline = pipeline, Conversation = talk }, _ => isKnown = true);
            Time.After(TimeSpan.FromSeconds(20), () => { if (!isKnown) Send(); });
        }
    }

    /// <summary>What befalls the machine, now and then.</summary>
    private void Strike()
    {
        if (Chance.IsCalm) return;
        if (Chance.Strikes(Fault.ClockJumps, 5)) Jump(AnyProcess);
        if (Living.Count == 1 && Chance.Strikes(Fault.OldProcessLivesOn, 6)) TakeOver(Living[0]);
        Time.After(Chance.Seconds(5, 60), Strike);
    }

    private void Jump(ConsoleProcess process)
    {
        process.Off = Chance.Seconds(-200, 200);
        Chronicle.Tell(() => $"the clock of {process.Self.Epoch} is {process.Off.TotalSeconds} s off");
    }

    /// <summary>A process is taken for dead, and another one begins while it goes on.</summary>
    private void TakeOver(ConsoleProcess old)
    {
        Begin();
        Time.After(Chance.Seconds(1, 60), old.Kill);
    }
}

/// <summary>The rules by which runs are decided: <see cref="RunDecider.Decide"/>, or broken ones.</summary>
internal delegate Ruling<RunEvent> Rules(RunCommand command, Run run);
