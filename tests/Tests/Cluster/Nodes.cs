using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Cluster;

/// <summary>Who tests on nodes does so one after the other, on the same ones.</summary>
[CollectionDefinition(nameof(Nodes))]
public sealed class OnNodes : ICollectionFixture<Nodes>;

/// <summary>Consoles that share a database as nodes of one cluster, each a process of its own, with one model and one tool server between them: agent <c>clerk</c> with <c>box.look</c> (read-only), <c>box.write</c>,
/// <c>box.slow_write</c> (irreversible) and <c>box.rare_write</c>, of which two an hour may go.</summary>
public sealed class Nodes : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly List<ConsoleProcess> _all = [];
    private string _settings = "";

    internal FakeOpenAI Model { get; private set; } = null!;

    internal ToolServer Tools { get; private set; } = null!;

    /// <summary>Calls that arrive at <c>slow_write</c> wait for this; each test that wants them to makes it anew.</summary>
    internal TaskCompletionSource SlowMayAnswer { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ConsoleProcess this[int node] => _all[node];

    internal IReadOnlyList<ConsoleProcess> All => _all;

    internal string Database => TestStore.DatabaseOf(_folder.Path);

    public async ValueTask InitializeAsync()
    {
        if (PostgreSqlServer.Binaries is null) return; // each test says so
        Model = await FakeOpenAI.StartAsync();
        Tools = await ToolServer.StartAsync(TestTools.Echo("look"), TestTools.Echo("write"), TestTools.Echo("rare_write"), TestTools.Waits("slow_write", _ => SlowMayAnswer.Task));
        var settings = new ConsoleSettings(_folder.Path).Model("strong", Model.Endpoint).McpServer("box", Tools.Url).Agent("clerk", ["box.*"]).Tool("box.look", "ReadOnly")
            .Tool("box.rare_write", "Irreversible", new JsonObject { ["Authorization"] = new JsonArray(new JsonObject { ["Quota"] = new JsonObject { ["Window"] = "PT1H", ["Count"] = 2, ["Per"] = "Tool" } }) });
        settings.Root["Storage"] = TestStore.JsonOf(new StorageOptions { Provider = "PostgreSql", ConnectionString = PostgreSqlServer.Started.ConnectionStringOf(Database), KeysFolder = _folder["keys"] });
        settings.Root["Cluster"] = new JsonObject { ["Enabled"] = true, ["DeadAfter"] = "00:00:10" }; // where tests run, machines stall
        _settings = _folder.Write("settings.json", settings.ToString());
        _all.AddRange(await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StartAsync())));
    }

    internal Task<ConsoleProcess> StartAsync() => ConsoleProcess.StartAsync(_settings, CancellationToken.None, "--Cluster:Port", $"{FreePort()}");

    /// <summary>Another process in the place of one that is gone.</summary>
    internal async Task RestartAsync(int node)
    {
        await _all[node].DisposeAsync();
        _all[node] = await StartAsync();
    }

    /// <summary>A run whose model asks for one call and then repeats what it was told.</summary>
    internal async Task<(string Run, string Text)> AskAsync(int node, string tool)
    {
        var text = $"{tool}-{Guid.NewGuid():N}"[..30];
        return (await _all[node].Sam.StartRunAsync("clerk", Model.On(tool, a => a.Turn == 0 ? Reply.Calls((tool, $$"""{"text":"{{text}}"}""")) : Reply.Says(a.LastToolAnswer))), text);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _all) await node.DisposeAsync();
        if (Tools is not null) await Tools.DisposeAsync();
        if (Model is not null) await Model.DisposeAsync();
        _folder.Dispose();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
