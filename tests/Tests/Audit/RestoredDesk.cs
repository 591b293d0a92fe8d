using System.Diagnostics;
using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ApprovalConsole.Tests.Audit;

/// <summary>A console at work, and a second place for what was backed up of it: the same settings, another folder and database, between the same model and tools.</summary>
internal sealed class RestoredDesk : IAsyncDisposable
{
    private readonly TempFolder _first = new();
    private readonly TempFolder _second = new();
    private readonly bool _isPostgreSql;

    private RestoredDesk(FakeOpenAI model, ToolServer tools, bool isPostgreSql) => (Model, Tools, _isPostgreSql) = (model, tools, isPostgreSql);

    public FakeOpenAI Model { get; }

    public ToolServer Tools { get; }

    /// <summary>The one that was backed up.</summary>
    public ConsoleProcess Console { get; private set; } = null!;

    public string SecondSettings => SettingsIn(_second);

    public string SecondKeys => _second["keys"];

    public static async Task<RestoredDesk> OpenAsync(bool isPostgreSql)
    {
        if (isPostgreSql) Assert.SkipWhen(PostgreSqlServer.Binaries is null, "PostgreSQL is not installed.");
        var desk = new RestoredDesk(await FakeOpenAI.StartAsync(), await ToolServer.StartAsync(TestTools.Echo("look"), TestTools.Echo("write"), TestTools.Echo("held")), isPostgreSql);
        desk.Console = await ConsoleProcess.StartAsync(desk.SettingsIn(desk._first), TestContext.Current.CancellationToken);
        return desk;
    }

    /// <summary>A run whose model asks for one call, and its proposal.</summary>
    public async Task<(string Run, string Text)> AskAsync(string tool)
    {
        var text = $"{tool}-{Guid.NewGuid():N}"[..30];
        return (await Console.Sam.StartRunAsync("clerk", Model.On(tool, a => a.Turn == 0 ? Reply.Calls((tool, $$"""{"text":"{{text}}"}""")) : Reply.Says("done"))), text);
    }

    /// <summary>While the console goes on: the database by the store's own means, then the folder of the keys.</summary>
    public void BackUpAndPutBack(bool withKeys = true)
    {
        if (_isPostgreSql)
        {
            Run("pg_dump", "--format=custom", "--file", _second["console.dump"], ConnectionOf(_first).Database!);
            _ = ConnectionOf(_second); // makes an empty database of that name
            Run("pg_restore", "--no-owner", "--exit-on-error", "--dbname", ConnectionOf(_second).Database!, _second["console.dump"]);
        }
        else
        {
            using var from = new SqliteConnection($"Data Source={_first["console.db"]};Mode=ReadOnly;Pooling=False");
            using var to = new SqliteConnection($"Data Source={_second["console.db"]};Pooling=False");
            from.Open();
            to.Open();
            from.BackupDatabase(to); // what .backup of the shell does
        }

        if (!withKeys) return;
        Directory.CreateDirectory(SecondKeys);
        foreach (var file in Directory.GetFiles(_first["keys"])) File.Copy(file, Path.Combine(SecondKeys, Path.GetFileName(file)));
    }

    public Task<ConsoleProcess> StartSecondAsync(params string[] args) => ConsoleProcess.StartAsync(SecondSettings, TestContext.Current.CancellationToken, args);

    public Task<FailedStart> StartSecondInVainAsync() => ConsoleProcess.StartInVainAsync(["--settings", SecondSettings, "--urls", "http://127.0.0.1:0"], ("ASPNETCORE_ENVIRONMENT", "Test"));

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        await Tools.DisposeAsync();
        await Model.DisposeAsync();
        _first.Dispose();
        _second.Dispose();
    }

    private static NpgsqlConnectionStringBuilder ConnectionOf(TempFolder folder) => new(TestStore.PostgreSqlOptionsOf(folder.Path).ConnectionString);

    private void Run(string program, params string[] args)
    {
        var server = ConnectionOf(_first);
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(PostgreSqlServer.Binaries!, program), ["--host", server.Host!, "--username", server.Username!, .. args]) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors}");
    }

    private string SettingsIn(TempFolder folder)
    {
        var settings = new ConsoleSettings(folder.Path).Model("strong", Model.Endpoint).McpServer("box", Tools.Url).Agent("clerk", ["box.*"])
            .Tool("box.look", "ReadOnly").Tool("box.write", "Irreversible").Tool("box.held", "Irreversible", new JsonObject { ["HoldSeconds"] = 3600 });
        settings.Root["Storage"] = TestStore.JsonOf(_isPostgreSql ? TestStore.PostgreSqlOptionsOf(folder.Path) : new StorageOptions { ConnectionString = $"Data Source={folder["console.db"]}" });
        return folder.Write("settings.json", settings.ToString());
    }
}
