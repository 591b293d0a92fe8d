using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Stops;

/// <summary>The works in this process, whose parts a test may replace: agent <c>clerk</c> with <c>box.look</c> (read-only) and <c>box.write</c> (irreversible),
/// functions that remember when they were called; agent <c>boss</c> with the same, which hands on to clerk and to itself.</summary>
internal sealed class GateHost : IAsyncDisposable
{
    public const int MaxInputBytes = 1_024;

    public static readonly Actor Rita = new("rita", "rita", Channel.Page);
    public static readonly Actor Ada = new("ada", "ada", Channel.Page);
    public static readonly Actor Abel = new("abel", "abel", Channel.Page);

    private static readonly Actor Sam = new("sam", "sam", Channel.Api);

    private readonly TempFolder _folder;
    private readonly bool _isFolderOurs;
    private readonly IHost _host;

    private GateHost(Action<IServiceCollection> replace, TimeSpan canaryEvery, TempFolder? folder, JsonObject? writing, int? nodePort, Action<ConsoleSettings>? more)
    {
        (_folder, _isFolderOurs) = (folder ?? new(), folder is null);
        var settings = new ConsoleSettings(_folder.Path).Agent("clerk", ["box.*"]).Delegating("boss", ["box.*"], "clerk", "boss").Tool("box.look", "ReadOnly").Tool("box.write", "Irreversible", writing);
        more?.Invoke(settings);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        foreach (var (key, value) in nodePort is null ? TestStore.SettingsOf(_folder.Path) : TestStore.JsonOf(TestStore.PostgreSqlOptionsOf(_folder.Path))) builder.Configuration[$"Storage:{key}"] = (string?)value;
        builder.Configuration["Console:MaxInputBytes"] = $"{MaxInputBytes}";
        builder.Configuration["Canary:Interval"] = canaryEvery.ToString();
        if (nodePort is { } port) (builder.Configuration["Cluster:Enabled"], builder.Configuration["Cluster:Port"]) = ("true", $"{port}");
        builder.Services.AddOrchestrator(builder.Configuration, new SettingsFiles([_folder.Write("settings.json", settings.ToString())]), _folder.Path, o => o
            .AddTools("box", [AIFunctionFactory.Create(Look, "look"), AIFunctionFactory.Create(Write, "write")]).AddModel("word", Model));
        if (nodePort is null) builder.Services.AddSingleton<ForeignWrites, Overlooked>();
        replace(builder.Services);
        _host = builder.Build();
    }

    /// <param name="replace">Puts other parts in the place of the console's.</param>
    /// <param name="folder">Where an earlier one worked; null: a new one.</param>
    /// <param name="writing">More of the policy of <c>box.write</c>.</param>
    /// <param name="nodePort">Where other nodes reach it, on one database of PostgreSQL for all in the folder; null: it is alone.</param>
    /// <param name="more">Puts more into its settings.</param>
    public static async Task<GateHost> StartAsync(
        Action<IServiceCollection>? replace = null, TimeSpan? canaryEvery = null, TempFolder? folder = null, JsonObject? writing = null, int? nodePort = null, Action<ConsoleSettings>? more = null)
    {
        var gate = new GateHost(replace ?? (_ => { }), canaryEvery ?? TimeSpan.FromMinutes(5), folder, writing, nodePort, more);
        await gate._host.StartAsync(TestContext.Current.CancellationToken);
        return gate;
    }

    public WordModel Model { get; } = new();

    /// <summary>When each tool was called, and with which word.</summary>
    public ConcurrentQueue<(string Tool, string Word, long At)> Calls { get; } = new();

    /// <summary>What the tool that writes does before it answers.</summary>
    public Action<string> Writing { get; set; } = _ => { };

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public string Folder => _folder.Path;

    public GateProof Proof => Get<GateProof>();

    public StopSwitch Stops => Get<StopSwitch>();

    public long Commits => Get<JournalWriter>().Commits;

    /// <param name="plan">What the model asks for, turn by turn.</param>
    public Task<string> StartRunAsync(params string[] plan) => StartRunOfAsync("clerk", plan);

    public async Task<string> StartRunOfAsync(string agent, params string[] plan) =>
        (await Get<RunStarter>().StartAsync(new(agent, string.Join(' ', plan), new("kim", ["*"])), Sam, null, TestContext.Current.CancellationToken)).Run!.Id;

    public Task<Run> RunAsync(string id) => Get<CommandGate>().ReadAsync(id, TestContext.Current.CancellationToken)!;

    public async Task<RunView> ShownAsync(string id) => (await Get<RunsQuery>().FindAsync(id, TestContext.Current.CancellationToken))!;

    public async Task<Proposal> ProposalOfAsync(string run)
    {
        await UntilAsync(async () => await RunAsync(run) is { } begun && begun.PendingProposals.Any(), $"no proposal of {run}");
        return (await RunAsync(run)).PendingProposals.Single();
    }

    public Task<RunAnswer> CancelAsync(string run) => Get<RunControl>().CancelAsync(run, "enough", Ada, TestContext.Current.CancellationToken);

    public Task<DecisionAnswer> DecideAsync(Proposal proposal, string decision = "approve", string? reason = null) => Get<Decisions>().DecideAsync(
        proposal.Id, new(decision, proposal.ArgumentsHash, proposal.ViewHash, Reason: reason), Rita, TestContext.Current.CancellationToken);

    public Task WakeAsync(string run) => Get<CommandGate>().SendAsync(run, new RunCommand.Wake(DateTimeOffset.UtcNow), TestContext.Current.CancellationToken);

    /// <summary>What somebody does who can write the database.</summary>
    /// <param name="isRemembered">Runs that were busy are remembered still; else they are read from it, as those are that nothing has happened to for long.</param>
    public async Task ExecuteAsync(string sql, bool mayChangeNone = false, bool isRemembered = false)
    {
        await ExecuteAsync(_folder, sql, mayChangeNone);
        if (!isRemembered) Get<RunMemory>().Forget();
    }

    /// <summary>Likewise, while no console works on it.</summary>
    public static async Task ExecuteAsync(TempFolder folder, string sql, bool mayChangeNone = false)
    {
        await using var database = TestStore.Open(folder.Path);
        await using var command = TestStore.CommandOf(database, sql);
        var rows = await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.True(mayChangeNone || rows != 0, "nothing was changed");
    }

    public async Task<long> CountAsync(string sql) => (long)await AnswerAsync(sql);

    public async Task<string> TextAsync(string sql) => (string)await AnswerAsync(sql);

    private async Task<object> AnswerAsync(string sql)
    {
        await using var database = TestStore.Open(_folder.Path);
        await using var command = TestStore.CommandOf(database, sql);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public static Task UntilAsync(Func<Task<bool>> condition, string otherwise) => Until.TrueAsync(condition, () => otherwise);

    public Task TriedAsync() => UntilAsync(() => Task.FromResult(Proof.State is not GateState.Proving), "the gate was never tried");

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        if (_isFolderOurs) _folder.Dispose();
    }

    private string Look(string word) => Called("look", word);

    private string Write(string word)
    {
        var answer = Called("write", word);
        Writing(word);
        return answer;
    }

    private string Called(string tool, string word)
    {
        Calls.Enqueue((tool, word, Stopwatch.GetTimestamp()));
        return $"{tool} {word} {Calls.Count}";
    }
}
