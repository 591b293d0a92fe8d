using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Effects;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Retail;

/// <summary>The console's validation in this process: its settings, its catalog, its look-ups over MCP, and no run around them.</summary>
internal sealed class RetailGate : IAsyncDisposable
{
    private static readonly Uri NoModel = new("http://127.0.0.1:9/v1");

    private const int Again = 5;

    private readonly TempFolder _folder = new();
    private readonly IHost _host;
    private int _askedAgain;

    private RetailGate(Uri server, string? without)
    {
        var settings = RetailSettings.Write(_folder, server, NoModel, without);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Configuration["Storage:ConnectionString"] = $"Data Source={_folder["console.db"]}";
        builder.Services.AddOrchestrator(builder.Configuration, new SettingsFiles([settings]), _folder.Path, _ => { });
        _host = builder.Build();
    }

    /// <param name="without">A key that is taken out of every policy, to see what then gets through.</param>
    public static async Task<RetailGate> StartAsync(Uri server, string? without = null)
    {
        var gate = new RetailGate(server, without);
        await gate._host.StartAsync(TestContext.Current.CancellationToken);
        return gate;
    }

    /// <summary>Validations that had to be asked again.</summary>
    public int AskedAgain => _askedAgain;

    /// <summary>The verdict on a call as the clerk's model would write it, on behalf of this customer. A look-up has two seconds, which a busy machine
    /// may take: a verdict that rests on no answer says nothing of the call, so it is asked for again.</summary>
    public async Task<Verdict> ValidateAsync(string tool, string arguments, string userId)
    {
        for (var left = Again; ; left--)
        {
            var verdict = await ValidateOnceAsync(tool, arguments, userId);
            if (left == 0 || !verdict.Validation.Findings.Any(f => f.Code == "couldNotCheck")) return verdict;
            Interlocked.Increment(ref _askedAgain);
        }
    }

    private async Task<Verdict> ValidateOnceAsync(string tool, string arguments, string userId)
    {
        var principal = new Principal(userId, [.. RetailSettings.Permissions], JsonSerializer.Serialize(new { user_id = userId }));
        var context = new CallContext(principal, "clerk", "call", DateTimeOffset.UtcNow, Knowledge.None);
        var tools = _host.Services.GetRequiredService<AgentTools>().Of(Run.Initial with { Agent = "clerk" });
        var (verdict, _) = await _host.Services.GetRequiredService<LookUps>().GatherAsync(
            known => CallValidator.Assess(tool, arguments, tools, context with { Knowledge = known }), principal, TestContext.Current.CancellationToken);
        return verdict;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _folder.Dispose();
    }
}
