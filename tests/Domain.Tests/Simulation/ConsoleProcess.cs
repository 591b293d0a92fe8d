using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>One process of the console: mailboxes, turns, and the work that turns lead to. What it has not written down dies with it.</summary>
internal sealed partial class ConsoleProcess(FaultyWorld world, int number)
{
    private const int MostAttempts = 20;
    private static readonly ImmutableDictionary<string, string> NoneBlocked = ImmutableDictionary<string, string>.Empty;

    private readonly Dictionary<(string RunId, int Number), Activation> _activations = [];
    private readonly Dictionary<string, ActiveReading> _readings = [];

    public Owner Self { get; } = new("node", $"e{number}");

    public bool IsAlive { get; private set; } = true;

    /// <summary>How far its clock is off.</summary>
    public TimeSpan Off { get; set; }

    public DateTimeOffset Clock => world.Time.Now + Off;

    public void Kill()
    {
        if (!IsAlive) return;
        IsAlive = false;
        world.Chronicle.Tell(() => $"{Self.Epoch} is killed");
        world.Restart();
    }

    /// <summary>An order to a run. Whoever gave it hears of it only if the process lives to say so.</summary>
    /// <param name="order">From the process's clock and the run as the mailbox knows it; null: there is nothing to order.</param>
    public void Send(string runId, Func<DateTimeOffset, Run, RunCommand?> order, Action<Ruling<RunEvent>>? answered = null)
    {
        if (!IsAlive) return;
        var key = (runId, world.Chance.Strikes(Fault.OtherActivation, 15) ? 1 : 0);
        if (!_activations.TryGetValue(key, out var activation)) _activations[key] = activation = new(runId);
        activation.Waiting.Enqueue(new(order, answered));
        if (!activation.IsBusy) TakeNext(activation);
    }

    private void TakeNext(Activation activation)
    {
        activation.IsBusy = activation.Waiting.TryDequeue(out var order);
        if (order is not null) Decide(activation, order, NoneBlocked, 1);
    }

    private void Decide(Activation activation, Order order, ImmutableDictionary<string, string> blockedBy, int attempt)
    {
        if (attempt > MostAttempts) throw new BrokenInvariant("Liveness", $"{activation.RunId} was written by others {MostAttempts} times in a row");
        var before = activation.Known ?? world.Journal.Read(activation.RunId);
        var turn = (order.Command ??= order.Make(Clock, before)) is { } command ? new Turn(world, this, before, command, blockedBy) : null;
        if (turn is not { Events.IsEmpty: false } && before.Version != world.Journal.Read(activation.RunId).Version)
        {
            activation.Known = null; // what adds nothing is not found out by the journal's key: it is said only of the run as it is
            Decide(activation, order, blockedBy, attempt + 1);
        }
        else if (turn is null)
        {
            TakeNext(activation);
        }
        else if (turn.Events.IsEmpty)
        {
            activation.Known = before;
            Answer(order, turn);
            TakeNext(activation);
        }
        else if (world.Chance.Strikes(Fault.CrashBeforeCommit, 250))
        {
            Kill();
        }
        else
        {
            world.Time.After(world.Chance.Seconds(0.001, 0.03), () => Commit(activation, order, turn, attempt));
        }
    }

    private void Commit(Activation activation, Order order, Turn turn, int attempt)
    {
        if (!IsAlive) return; // it never reached the disk
        switch (world.Journal.TryAppend(activation.RunId, turn.Before.Version, turn.Events, turn.Premises))
        {
            case Written.Committed:
                world.Committed(this, activation.RunId, turn);
                activation.Known = turn.After;
                if (world.Chance.Strikes(Fault.CrashAfterCommit, 250)) Kill();
                else GoOn(activation, order, turn);
                break;
            case Written.LikeIsOpen:
                var blocked = turn.Events.OfType<RunEvent.CallIntended>().Select(e => (e.CallId, By: world.Journal.LikeOf(activation.RunId, turn.Premises.EffectHashOf(e.CallId)))).Where(b => b.By is not null);
                Decide(activation, order, blocked.ToImmutableDictionary(b => b.CallId, b => b.By!), attempt + 1);
                break;
            default:
                activation.Known = null;
                Decide(activation, order, NoneBlocked, attempt + 1);
                break;
        }
    }

    private void GoOn(Activation activation, Order order, Turn turn)
    {
        foreach (var e in turn.Events) Perform(e, turn);
        Tend(turn);
        if (world.Chance.Strikes(Fault.CrashBeforeAnswer, 250))
        {
            Kill();
            return;
        }

        Answer(order, turn);
        TakeNext(activation);
    }

    private void Answer(Order order, Turn turn)
    {
        if (order.Answered is { } answered) world.Time.After(world.Chance.Seconds(0.001, 0.05), () => answered(turn.Ruling));
    }

    private sealed class Activation(string runId)
    {
        public string RunId { get; } = runId;

        public Run? Known { get; set; }

        public bool IsBusy { get; set; }

        public Queue<Order> Waiting { get; } = [];
    }

    private sealed record Order(Func<DateTimeOffset, Run, RunCommand?> Make, Action<Ruling<RunEvent>>? Answered)
    {
        /// <summary>Made once: where somebody else wrote first, the same is decided again.</summary>
        public RunCommand? Command { get; set; }
    }
}
