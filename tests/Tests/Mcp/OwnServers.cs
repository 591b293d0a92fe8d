using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>One console for all tests of a class, with servers that it starts itself: <c>wild</c>, which misbehaves when told to, the published <c>files</c>, and two that cannot start.</summary>
public sealed class OwnServers : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal FakeOpenAI Model { get; private set; } = null!;

    internal ConsoleProcess Console { get; private set; } = null!;

    /// <summary>Where <c>wild</c> writes what arrived.</summary>
    internal string Log => _folder["calls.log"];

    public async ValueTask InitializeAsync()
    {
        Model = await FakeOpenAI.StartAsync();
        var settings = new ConsoleSettings(_folder.Path).Model("strong", Model.Endpoint).Agent("clerk", ["wild.*", "files.*"])
            .McpServer("wild", "node", NpmServers.Unruly, Log)
            .McpServer("files", "node", await NpmServers.FilesystemAsync(), Directory.CreateDirectory(_folder["files"]).FullName)
            .McpServer("absent", "no-such-command-anywhere").McpServer("wrong", "node", "--no-such-option")
            .Tool("wild.read_and_die", "ReadOnly").Tool("wild.env", "ReadOnly").Tool("wild.pid", "ReadOnly").Tool("wild.peek", "ReadOnly");
        Console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken, "--Secret=hidden");
    }

    public async ValueTask DisposeAsync()
    {
        if (Console is not null) await Console.DisposeAsync();
        if (Model is not null) await Model.DisposeAsync();
        _folder.Dispose();
    }
}
