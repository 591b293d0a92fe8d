using System.Globalization;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using ApprovalConsole.Tests.Stops;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Budgets;

/// <summary>The works in this process with budgets, and a provider on the wire: agent <c>desk</c> with the tool <c>box.look</c>.</summary>
internal sealed class BudgetHost : IAsyncDisposable
{
    public static readonly Price Price = new(2.5m, 0.25m, 10m);

    private static readonly Actor Shop = new("shop", "shop", Channel.Api);

    private readonly TempFolder _folder;
    private readonly bool _isFolderOurs;
    private readonly IHost _host;

    private BudgetHost(FakeOpenAI model, TempFolder? folder, (string Scope, decimal LimitUsd)[] budgets)
    {
        (_folder, _isFolderOurs) = (folder ?? new(), folder is null);
        Model = model;
        var settings = new ConsoleSettings(_folder.Path).Model("strong", model.Endpoint).Agent("desk", ["box.*"]).Tool("box.look", "ReadOnly");
        foreach (var (scope, limit) in budgets) settings.With("Budgets", scope, new JsonObject { ["LimitUsd"] = limit });
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders().AddProvider(Log);
        foreach (var (key, value) in TestStore.SettingsOf(_folder.Path)) builder.Configuration[$"Storage:{key}"] = (string?)value;
        builder.Services.AddOrchestrator(builder.Configuration, new SettingsFiles([_folder.Write("settings.json", settings.ToString())]), _folder.Path,
            o => o.AddTools("box", [AIFunctionFactory.Create((string word) => $"looked at {word}", "look")]));
        builder.Services.AddSingleton<ForeignWrites, Overlooked>();
        _host = builder.Build();
    }

    public FakeOpenAI Model { get; }

    public KeptLog Log { get; } = new();

    public static Task<BudgetHost> StartAsync(params (string Scope, decimal LimitUsd)[] budgets) => StartInAsync(null, budgets);

    /// <param name="folder">Where an earlier one worked; null: a new one.</param>
    public static async Task<BudgetHost> StartInAsync(TempFolder? folder, params (string Scope, decimal LimitUsd)[] budgets)
    {
        var host = new BudgetHost(await FakeOpenAI.StartAsync(), folder, budgets);
        await host._host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public Task<RunAnswer> StartRunAsync(string input) =>
        Get<RunStarter>().StartAsync(new("desk", input, new("kim")), Shop, null, TestContext.Current.CancellationToken);

    /// <summary>Follows the run until nothing more comes of it by itself.</summary>
    public async Task<Run> RestAsync(string id)
    {
        using var changed = new SemaphoreSlim(0);
        using var subscription = Get<LiveFeed>().Subscribe(Topic.Run(id), () => changed.Release());
        using var patience = Patience.Begin();
        while (true)
        {
            var run = (await Get<CommandGate>().ReadAsync(id, TestContext.Current.CancellationToken))!;
            if (run.End is not null || run.Halt is not null) return run;
            await changed.WaitAsync(patience.Token);
        }
    }

    /// <summary>The counters as rows, next to the same reckoned from the journal alone.</summary>
    public async Task<(IReadOnlyDictionary<string, (long Reserved, long Spent)> Rows, IReadOnlyDictionary<string, (long Reserved, long Spent)> Reckoned)> CountersAsync() =>
        (await CounterRows.ReadAsync(Get<ReadPool>()), await CounterRows.ReckonAsync(Get<ReadPool>(), Get<JournalReader>()));

    public async Task AssertCountersAsync()
    {
        var (rows, reckoned) = await CountersAsync();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal((row.Key, reckoned.GetValueOrDefault(row.Key)), (row.Key, row.Value)));
    }

    public async Task<decimal> SpentAsync(string scope) => Picos.ToUsd(await Get<ReadPool>().ReadAsync(d => d.Budgets.AsNoTracking().Where(b => b.Scope == scope).SumAsync(b => b.Spent)));

    public static string Usd(decimal usd) => usd.ToString("0.000000", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await Model.DisposeAsync();
        if (_isFolderOurs) _folder.Dispose();
    }

    /// <summary>Runs one to its end: it costs something.</summary>
    public async Task SpendAsync(string word) => await RestAsync((await StartRunAsync(Model.On(word, Reply.Says("Done.")))).Run!.Id);

    /// <summary>What somebody does who can write the database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var database = TestStore.Open(_folder.Path);
        await using var command = TestStore.CommandOf(database, sql);
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
