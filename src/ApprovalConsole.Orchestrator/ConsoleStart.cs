using System.Data.Common;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Models;
using ApprovalConsole.Orchestrator.Pipelines;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator;

/// <summary>Start-up in its order: the database is ours, its schema is today's, the tools are listed, and runs that owe something go on.</summary>
internal sealed class ConsoleStart(
    Store store, FileAsLeft file, KnownSchema schema, JournalReader reader, LogStart log, PeopleJournal people, StopBook stops, BudgetBook budgets, PolicyBook policies, SetupBook setups,
    ToolCatalog catalog, AgentCatalog agents, PipelineCatalog pipelines, ModelRoutes models, OpenDeeds deeds, QuotaStart quotas, SpendStart spend, Adoption adoption, Recovery recovery, Elsewhere elsewhere, LastSign lastSign, OrderlyEnd end, ILogger<ConsoleStart> logger) : IHostedService, IDisposable
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("{Agents} agents, {Models} models.", agents.All.Count, models.All.Count());
        _ = store.Tenure;
        file.Begin();
        await MigrateAsync(cancellationToken);
        Milestones.Pass(Milestone.Migrated);
        var lastSignOfLife = await reader.LastWrittenAtAsync(cancellationToken);
        var toAdopt = await log.StartAsync(cancellationToken);
        Milestones.Pass(Milestone.LogTakenUp);
        await people.LoadAsync(cancellationToken);
        await stops.LoadAsync(cancellationToken); // before anything goes on
        await budgets.LoadAsync(cancellationToken);
        await policies.LoadAsync(cancellationToken);
        await setups.LoadAsync(cancellationToken);
        await catalog.StartAsync(cancellationToken);
        pipelines.Check(catalog, agents);
        await deeds.RebuildAsync(cancellationToken);
        await quotas.RebuildAsync(cancellationToken);
        await spend.CompareAsync(cancellationToken);
        if (toAdopt is not null) await adoption.GoOnAsync(toAdopt, cancellationToken);
        lastSign.At = lastSignOfLife;
        if (!elsewhere.IsShared) await recovery.GoOnAsync(lastSignOfLife, cancellationToken); // else once it is known which of the others live
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => end.Run();

    private async Task MigrateAsync(CancellationToken ct)
    {
        await using var database = store.Create();
        await database.Database.OpenConnectionAsync(ct);
        if (schema.ActsByItself(database.Database.GetDbConnection()) is { } foreign)
            throw new SettingException("Storage:ConnectionString", $"names {store.Name}, which holds the {foreign}: the console has neither triggers nor views, so somebody else put it there. Find out what it did, and drop it, before the console starts");

        await MakeTablesAsync(database, ct);
        schema.Take();
        if (schema.WhyOther(database.Database.GetDbConnection()) is { } why)
            throw new SettingException("Storage:ConnectionString", $"names {store.Name}, which is not as the console makes it: {why} Somebody else changed it. Find out what it did, and put it back, before the console starts");
    }

    private async Task MakeTablesAsync(ConsoleDb database, CancellationToken ct)
    {
        try
        {
            await store.MakeFirstTablesAsync(database, ct);
            await using var alone = await store.PrepareAsync(database, ct);
            if ((await database.Database.GetPendingMigrationsAsync(ct)).Any()) await database.Database.MigrateAsync(ct); // which compares the whole model first
        }
        catch (DbException e)
        {
            throw new SettingException("Storage:ConnectionString", $"names {store.Name}, in which the console's tables cannot be made or changed ({e.Message})");
        }
    }
}
