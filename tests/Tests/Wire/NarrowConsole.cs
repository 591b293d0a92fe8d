using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Wire;

/// <summary>A console with narrow limits. What one caller has used up is not another's, so that tests share it.</summary>
public sealed class NarrowConsole : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal FakeOpenAI Model { get; private set; } = null!;

    internal ConsoleProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Model = await FakeOpenAI.StartAsync();
        var settings = new ConsoleSettings(_folder.Path).Model("strong", Model.Endpoint).Agent("clerk", []);
        settings.Root["Wire"] = new JsonObject { ["RequestsPerSecond"] = 1, ["Burst"] = 20, ["UnknownRequestsPerSecond"] = 1, ["UnknownBurst"] = 5, ["OpenStreams"] = 2, ["MaxBodyBytes"] = 4096 };
        Process = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await Model.DisposeAsync();
        _folder.Dispose();
    }
}
