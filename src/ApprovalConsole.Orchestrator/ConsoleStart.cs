using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Models;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator;

/// <summary>Start-up in its order: the database is ours, its schema is today's, the tools are listed, and runs that owe something go on.</summary>
internal sealed class ConsoleStart(
    DatabasePath path, IDbContextFactory<SqliteConsoleDb> databases, ReadPool reads, JournalWriter writer, JournalReader reader, PolicyBook policies, StopBook stops, BudgetBook budgets, ToolCatalog catalog,
    AgentCatalog agents, ModelRoutes models, PeopleJournal people, CommandGate gate, OpenDeeds deeds, NamedUndos undos, RunUndo undo, LogStart log, Adoption adoption, Node node,
    TimeProvider time, ILogger<ConsoleStart> logger) : IHostedService, IDisposable
{
    private DatabaseLock? _lock;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("{Agents} agents, {Models} models.", agents.All.Count, models.All.Count());
        _lock = DatabaseLock.Take(path.Value);
        await MigrateAsync(cancellationToken);
        var lastSignOfLife = await reader.LastWrittenAtAsync(cancellationToken);
        var toAdopt = await log.StartAsync(cancellationToken);
        await people.LoadAsync(cancellationToken);
        await stops.LoadAsync(cancellationToken); // before anything goes on
        await budgets.LoadAsync(cancellationToken);
        await policies.LoadAsync(cancellationToken);
        await catalog.StartAsync(cancellationToken);
        await deeds.RebuildAsync(cancellationToken);
        if (toAdopt is not null) await adoption.GoOnAsync(toAdopt, cancellationToken);
        await RecoverAsync(lastSignOfLife ?? time.GetUtcNow(), cancellationToken);
        await StartUndosAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        writer.Dispose();
        _lock?.Dispose();
    }

    private async Task MigrateAsync(CancellationToken ct)
    {
        await using var database = await databases.CreateDbContextAsync(ct);

        // A process killed while it migrated leaves this row behind, and every later migration waits for it for ever. The file lock says that
        // nobody else is at work here.
        await database.Database.ExecuteSqlRawAsync("""CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL); DELETE FROM "__EFMigrationsLock";""", ct);
        await database.Database.MigrateAsync(ct);
    }

    /// <summary>Only runs with something out or due are touched: a hundred thousand that wait for people cost nothing here.</summary>
    private async Task RecoverAsync(DateTimeOffset lastSignOfLife, CancellationToken ct)
    {
        var active = await reads.ReadAsync(database => database.Runs.AsNoTracking().Where(r => r.Active).Select(r => r.Id).ToListAsync(ct));
        foreach (var id in active) await RecoverAsync(id, lastSignOfLife, ct);
        if (active.Count > 0) logger.LogInformation("{Count} runs go on where they stood.", active.Count);
    }

    /// <summary>What a person asked to be taken back and a crash kept from being started.</summary>
    private async Task StartUndosAsync(CancellationToken ct)
    {
        foreach (var (runId, undoRunId) in await undos.NotStartedAsync(ct))
        {
            try
            {
                if ((await undo.StartNamedAsync(runId, undoRunId, ct)).Refusal is { } refusal) logger.LogWarning("Undo {UndoRunId} of run {RunId} cannot be started: {Why}", undoRunId, runId, refusal.Message);
            }
            catch (Exception e) when (e is not (OperationCanceledException or JournalUnavailableException))
            {
                logger.LogError(e, "Undo {UndoRunId} of run {RunId} could not be started.", undoRunId, runId);
            }
        }
    }

    /// <summary>One run whose journal cannot be read must not keep the console from starting.</summary>
    private async Task RecoverAsync(string id, DateTimeOffset lastSignOfLife, CancellationToken ct)
    {
        try
        {
            await gate.SendAsync(id, new RunCommand.Recover(node.Self, lastSignOfLife, time.GetUtcNow()), ct);
        }
        catch (Exception e) when (e is not (OperationCanceledException or JournalUnavailableException))
        {
            logger.LogError(e, "Run {RunId} stands still: it could not be taken up again.", id);
        }
    }
}
