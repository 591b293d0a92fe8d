using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Cluster;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>One turn at a time per run. A mailbox exists only while someone is in it or a call of its run, or a
/// look-up for it, is out: a paused run is rows
/// on the disk and nothing else.</summary>
internal sealed class Mailboxes
{
    private readonly Dictionary<string, Mailbox> _open = [];
    private readonly Lock _lock = new();
    private readonly ActiveClocks _clocks;
    private readonly Elsewhere _elsewhere;

    public Mailboxes(ActiveClocks clocks, Elsewhere elsewhere)
    {
        (_clocks, _elsewhere) = (clocks, elsewhere);
        elsewhere.Found += Outdate;
    }

    /// <summary>Mailboxes in memory, for measuring.</summary>
    public int Count
    {
        get { lock (_lock) return _open.Count; }
    }

    public async Task<Turn> EnterAsync(string runId, CancellationToken ct)
    {
        Mailbox mailbox;
        lock (_lock)
        {
            if (!_open.TryGetValue(runId, out mailbox!)) _open.Add(runId, mailbox = new(runId, _clocks.Enter(runId), _elsewhere.IsShared));
            mailbox.Visitors++;
        }

        try
        {
            await mailbox.Door.WaitAsync(ct);
        }
        catch
        {
            Leave(mailbox);
            throw;
        }

        return new(this, mailbox);
    }

    /// <summary>What is remembered of a run that another node has written to since is not its state any more.</summary>
    private void Outdate(Written written)
    {
        lock (_lock)
        {
            foreach (var (runId, version) in written.Streams)
                if (_open.TryGetValue(runId, out var mailbox)) mailbox.Elsewhere = version;
        }
    }

    private void Leave(Mailbox mailbox)
    {
        lock (_lock)
        {
            if (--mailbox.Visitors == 0 && mailbox is { IsOut: false, LookingUp.Count: 0 } && _open.Remove(mailbox.RunId)) _clocks.Leave(mailbox.RunId);
        }
    }

    internal sealed class Mailbox(string runId, ActiveClock clock, bool isShared)
    {
        private Run? _run;
        private volatile int _elsewhere;

        public string RunId => runId;

        public SemaphoreSlim Door { get; } = new(1);

        public int Visitors { get; set; }

        /// <summary>The state as last committed; null: not read yet, or someone else wrote.</summary>
        public Run? Run
        {
            get => _run?.Version >= _elsewhere ? _run : null;
            set => _run = value;
        }

        /// <summary>A call of the run is out from here.</summary>
        public bool IsOut => _run is { IsOut: true } && (!isShared || clock.IsOut);

        /// <summary>How far another node has written the run.</summary>
        public int Elsewhere
        {
            get => _elsewhere;
            set => _elsewhere = value;
        }

        /// <summary>Whether the journal was what the audit log knows of the run, in the very look at it that the state was read in.</summary>
        public bool Holds { get; set; }

        /// <summary>How much that was said elsewhere in its tree the run has heard; null: nobody has looked yet.</summary>
        public int? Heard { get; set; }

        public ActiveClock Clock => clock;

        /// <summary>Effects whose look-ups are under way.</summary>
        public HashSet<string> LookingUp { get; } = [];

        /// <summary>Tells what is out that the run is cancelled.</summary>
        public CancellationTokenSource CutOff => field ??= new();
    }

    /// <summary>The mailbox while it is this caller's.</summary>
    internal sealed class Turn(Mailboxes all, Mailbox mailbox) : IDisposable
    {
        public Run? Run
        {
            get => mailbox.Run;
            set => mailbox.Run = value;
        }

        public bool Holds
        {
            get => mailbox.Holds;
            set => mailbox.Holds = value;
        }

        public int? Heard
        {
            get => mailbox.Heard;
            set => mailbox.Heard = value;
        }

        public ActiveClock Clock => mailbox.Clock;

        public HashSet<string> LookingUp => mailbox.LookingUp;

        public CancellationTokenSource CutOff => mailbox.CutOff;

        public void Dispose()
        {
            mailbox.Door.Release();
            all.Leave(mailbox);
        }
    }
}
