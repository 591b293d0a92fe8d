using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Web.Features.Agents;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Pages;

/// <summary>The works in this process, on a settings file of a test's own, with the tools <c>box.look</c>, <c>box.write</c> and <c>shed.dig</c>. No model is asked.</summary>
internal sealed class AgentsOnFile : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly IHost _host;

    private AgentsOnFile(Action<ConsoleSettings> write)
    {
        var settings = new ConsoleSettings(_folder.Path).Tool("box.look", "ReadOnly").Tool("box.write", "Irreversible");
        write(settings);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        foreach (var (key, value) in TestStore.SettingsOf(_folder.Path)) builder.Configuration[$"Storage:{key}"] = (string?)value;
        builder.Services.AddOrchestrator(builder.Configuration, new SettingsFiles([_folder.Write("settings.json", settings.ToString())]), _folder.Path, o => o
            .AddTools("box", [AIFunctionFactory.Create(() => "looked", "look"), AIFunctionFactory.Create(() => "written", "write")])
            .AddTools("shed", [AIFunctionFactory.Create(() => "dug", "dig")]));
        _host = builder.Build();
    }

    public static async Task<AgentsOnFile> StartAsync(Action<ConsoleSettings> write)
    {
        var agents = new AgentsOnFile(write);
        await agents._host.StartAsync(TestContext.Current.CancellationToken);
        return agents;
    }

    /// <summary>What the page shows, with these budgets laid down.</summary>
    public AgentsView View(params string[] budgets) => AgentsView.Of(Get<AgentsQuery>().All(), Get<AgentsQuery>().Models(), budgets);

    public AgentCardView Card(string agent, params string[] budgets) => View(budgets).Agents.Single(a => a.Name == agent);

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _folder.Dispose();
    }
}
