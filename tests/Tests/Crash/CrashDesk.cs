using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Crash;

/// <summary>A console that is killed again and again, between a model and a tool server that live on and count what reaches them.</summary>
internal sealed class CrashDesk : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private string _settings = "";

    public FakeOpenAI Model { get; private set; } = null!;

    public ToolServer Tools { get; private set; } = null!;

    public ConsoleProcess Console { get; private set; } = null!;

    public string SettingsFile => _settings;

    /// <summary>Calls that arrive at <c>slow_*</c> tools wait for this.</summary>
    public TaskCompletionSource SlowMayAnswer { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<CrashDesk> OpenAsync()
    {
        var desk = new CrashDesk { Model = await FakeOpenAI.StartAsync() };
        desk.Tools = await ToolServer.StartAsync(
            TestTools.Echo("write"), TestTools.Waits("slow_write", _ => desk.SlowMayAnswer.Task), TestTools.Waits("slow_stamp", _ => desk.SlowMayAnswer.Task),
            TestTools.Waits("slow_look", _ => desk.SlowMayAnswer.Task));
        var settings = new ConsoleSettings(desk._folder.Path).Model("strong", desk.Model.Endpoint).McpServer("box", desk.Tools.Url).Agent("clerk", ["box.*"]).Delegating("boss", ["box.*"], "clerk")
            .ExternalAgent("shopper", ["box.*"])
            .Tool("box.slow_look", "ReadOnly").Tool("box.slow_stamp", "Reversible")
            .With("Budgets", "month", new() { ["LimitUsd"] = 1000 }).With("Budgets", "agent:clerk:total", new() { ["LimitUsd"] = 1000 });
        desk._settings = desk._folder.Write("settings.json", settings.ToString());
        desk.Console = await ConsoleProcess.StartAsync(desk._settings, TestContext.Current.CancellationToken);
        return desk;
    }

    /// <summary>A run whose model asks for one call and then repeats what it was told.</summary>
    public async Task<(string Run, string Text)> AskAsync(string tool)
    {
        var text = $"{tool}-{Guid.NewGuid():N}"[..30];
        return (await AskAgainAsync(tool, text), text);
    }

    /// <summary>A run whose model asks for the same as another's did.</summary>
    public Task<string> AskAgainAsync(string tool, string text) => Console.Sam.StartRunAsync(
        "clerk", Model.On(tool, a => a.Turn == 0 ? Reply.Calls((tool, $$"""{"text":"{{text}}"}""")) : Reply.Says(a.LastToolAnswer)));

    public Task ArrivedAsync(string text, int times = 1) =>
        Until.TrueAsync(() => Task.FromResult(Tools.CallsWith(text) >= times), () => $"{text} never arrived\n{Console.Output}");

    public async Task KillAsync() => await Console.Kill9Async();

    public async Task RestartAsync()
    {
        await Console.DisposeAsync();
        Console = await ConsoleProcess.StartAsync(_settings, TestContext.Current.CancellationToken);
    }

    /// <summary>Killed while a slow call was out; whoever waits there goes away, and the next comers are answered at once.</summary>
    public async Task KillAndRestartAsync()
    {
        await KillAsync();
        SlowMayAnswer.TrySetResult();
        await RestartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        await Tools.DisposeAsync();
        await Model.DisposeAsync();
        _folder.Dispose();
    }
}
