using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>One turn at a time per run. A mailbox exists only while someone is in it or a call of its run, or a
/// look-up for it, is out: a paused run is rows
/// on the disk and nothing else.</summary>
internal sealed class Mailboxes(ActiveClocks clocks)
{
    private readonly Dictionary<string, Mailbox> _open = [];
    private readonly Lock _lock = new();

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
            if (!_open.TryGetValue(runId, out mailbox!)) _open.Add(runId, mailbox = new(runId, clocks.Enter(runId)));
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

    private void Leave(Mailbox mailbox)
    {
        lock (_lock)
        {
            if (--mailbox.Visitors == 0 && mailbox is { Run: not { IsOut: true }, LookingUp.Count: 0 } && _open.Remove(mailbox.RunId)) clocks.Leave(mailbox.RunId);
        }
    }

    internal sealed class Mailbox(string runId, ActiveClock clock)
    {
        public string RunId => runId;

        public SemaphoreSlim Door { get; } = new(1);

        public int Visitors { get; set; }

        /// <summary>The state as last committed; null: not read yet, or someone else wrote.</summary>
        public Run? Run { get; set; }

        /// <summary>Whether the journal was what the audit log knows of the run, in the very look at it that the state was read in.</summary>
        public bool Holds { get; set; }

        /// <summary>How much that was said elsewhere in its tree the run has heard; null: nobody has looked yet.</summary>
        public int? Heard { get; set; }

        public ActiveClock Clock => clock;

        /// <summary>Effects whose look-ups are under way.</summary>
        public HashSet<string> LookingUp { get; } = [];
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

        public void Dispose()
        {
            mailbox.Door.Release();
            all.Leave(mailbox);
        }
    }
}
