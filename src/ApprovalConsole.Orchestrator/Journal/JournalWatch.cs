using ApprovalConsole.Orchestrator.Audit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Whether the journal can be written, for who looks after the console.</summary>
public sealed class JournalState
{
    private readonly JournalWriter _writer;

    internal JournalState(JournalWriter writer) => _writer = writer;

    /// <summary>What keeps it from being written; null while nothing does.</summary>
    public JournalTrouble? Why => _writer.Trouble?.Why ?? (_writer.IsBusy ? JournalTrouble.Busy : null);
}

/// <summary>While the journal cannot be written, tries again and again, so that the console is known to be well once it is, though nobody else writes: with an entry that says since when it could not be.</summary>
internal sealed class JournalWatch(JournalWriter writer, AuditLog audit, TimeProvider time, ILogger<JournalWatch> log) : BackgroundService
{
    private static readonly TimeSpan TriesEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TriesEvery, time);
        var since = (DateTimeOffset?)null;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (writer.Trouble is not { } trouble)
            {
                since = null;
                continue;
            }

            if (since is null) log.LogError("{Trouble} What is not written is not acknowledged, and nothing is sent that is not written; this goes on by itself.", trouble.Message);
            since ??= time.GetUtcNow();
            try
            {
                await audit.RecordAsync(AuditNote.Of(AuditKinds.WasUnavailable, null, null, null, time.GetUtcNow(), new { since, why = trouble.Why.ToString() }), stoppingToken);
                log.LogWarning("The journal is written again.");
            }
            catch (JournalUnavailableException)
            {
                // Not yet.
            }
        }
    }
}
