using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Orchestrator.Canary;

/// <summary>The journal of the canary's runs: written by the same code as the other, into a database that lies in memory and is gone after each trial. So a
/// trial costs the disk nothing and leaves nothing in lists, numbers or the audit.</summary>
internal sealed class CanaryStreams(IServiceProvider services) : IDisposable
{
    private const string Prefix = "canary-";

    private volatile Opened? _opened;

    public static bool Owns(string runId) => runId.StartsWith(Prefix, StringComparison.Ordinal);

    public static string NewRunId() => $"{Prefix}{Guid.NewGuid():N}";

    /// <summary>Opens the database for one trial; dispose what comes back.</summary>
    public IDisposable Open() => _opened = new Opened(this, services);

    /// <summary>Empty also where the trial is over: a late answer finds no run.</summary>
    public async Task<IReadOnlyList<ReadEvent<RunEvent>>> ReadAsync(string runId, CancellationToken ct) =>
        _opened is { } opened ? await opened.Reader.ReadAsync<RunEvent>(runId, 0, int.MaxValue, ct) : [];

    public async Task<Appended> AppendAsync(Append append, CancellationToken ct) =>
        _opened is { } opened ? await opened.Writer.AppendAsync(append, ct) : Appended.Conflict;

    public void Dispose() => _opened?.Dispose();

    private sealed class Opened : IDisposable
    {
        private readonly CanaryStreams _all;
        private readonly SqliteStore _store = SqliteStore.InMemory(NewRunId()); // whatever the console's own is
        private readonly ReadPool _reads;

        public Opened(CanaryStreams all, IServiceProvider services)
        {
            _all = all;
            _reads = new(_store);
            Reader = new(_reads);
            Writer = ActivatorUtilities.CreateInstance<JournalWriter>(services, _store, new StreamMemory(), new QuotaMemory(), new DeedMemory(), new KnownSchema(_store), _store.CreateForeignWrites());
            Writer.Start(LogState.Empty);
        }

        public JournalReader Reader { get; }

        public JournalWriter Writer { get; }

        public void Dispose()
        {
            if (_all._opened == this) _all._opened = null;
            Writer.Dispose();
            _reads.Dispose();
            _store.Dispose();
        }
    }
}
