using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Retail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Billing;

/// <summary>How our loop is set up for a bill.</summary>
/// <param name="Routes">False: the strong model for everything.</param>
/// <param name="Caches">Whether the provider's cache serves anything, and is priced so.</param>
internal sealed record BillSetup(bool Routes, bool Caches, bool Trims, int Seed = 1);

/// <summary>The whole gate with the retail policies in this process: its journal on a disk, its models over the wire, and a person who approves what is right.</summary>
internal sealed class BilledConsole : IAsyncDisposable
{
    public const string Instructions =
        "You are the support desk of an online shop. Find out who the customer is, look at their orders, and do what they ask for and nothing else. Say at the end what you did.";

    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };
    private static readonly Actor Requester = new("shop", "shop", Channel.Api);
    private static readonly Actor Reviewer = new("rita", "Rita", Channel.Api);

    private readonly RetailFiles _files;
    private readonly BillSetup _setup;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bill-");
    private readonly BilledEndpoint _models;
    private readonly IHost _host;
    private Shop _shop;

    private BilledConsole(RetailFiles files, BillSetup setup, BilledEndpoint endpoint)
    {
        (_files, _setup, _models, _shop) = (files, setup, endpoint, Shop.Open(files));
        var settings = Path.Combine(_folder.FullName, "settings.json");
        File.WriteAllText(settings, SettingsOf(setup, endpoint.Url).ToJsonString());
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Configuration["Storage:ConnectionString"] = $"Data Source={Path.Combine(_folder.FullName, "console.db")}";
        builder.Configuration["Console:MaxIterations"] = "16";
        builder.Services.AddOrchestrator(builder.Configuration, new SettingsFiles([settings]), _folder.FullName,
            o => o.AddTools("retail", [.. files.Tools.Select(t => new RetailFunction(t, () => _shop))]));
        _host = builder.Build();
    }

    public Bill Bill => _models.Model.Bill;

    public BilledEndpoint Wire => _models;

    public static async Task<BilledConsole> StartAsync(RetailFiles files, BillSetup setup, CancellationToken ct)
    {
        var console = new BilledConsole(files, setup, await BilledEndpoint.StartAsync(new(setup.Caches)));
        await console._host.StartAsync(ct);
        return console;
    }

    /// <summary>Plays a task in a fresh shop to its end.</summary>
    public async Task<Run> PlayAsync(RetailTask task, CancellationToken ct)
    {
        _shop = Shop.Open(_files);
        _models.Model.Begin(task, _setup.Seed);
        var principal = new PrincipalRequest(task.UserId, ["orders.write", "customers.write"], JsonSerializer.SerializeToElement(new { user_id = task.UserId }));
        var started = await _host.Services.GetRequiredService<RunStarter>().StartAsync(new RunRequest("clerk", task.Instruction, principal), Requester, null, ct);
        var run = await UntilItRestsAsync(started.Run!.Id, ct);
        Bill.Trims += run.Calls.Values.Count(c => c.IsTrimmed);
        if (run.End?.Status is not RunStatus.Completed) Bill.Unfinished.Add($"{task.Id}: {run.Status} {run.Halt?.Message}{run.End?.Text}");
        return run;
    }

    private async Task<Run> UntilItRestsAsync(string runId, CancellationToken ct)
    {
        using var changed = new SemaphoreSlim(0);
        using var subscription = _host.Services.GetRequiredService<LiveFeed>().Subscribe(Topic.Run(runId), () => changed.Release());
        while (true)
        {
            var run = (await _host.Services.GetRequiredService<CommandGate>().ReadAsync(runId, ct))!;
            if (run is { End: not null } or { Halt: not null } or { HasUnknown: true }) return run;
            foreach (var proposal in run.PendingProposals)
                await _host.Services.GetRequiredService<Decisions>().DecideAsync(proposal.Id, new("approve", proposal.ArgumentsHash, proposal.ViewHash), Reviewer, ct);
            await changed.WaitAsync(ct);
        }
    }

    private static JsonObject SettingsOf(BillSetup setup, Uri url)
    {
        var tools = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Retail", "retail-settings.json")), documentOptions: WithComments)!["Tools"]!;
        return new()
        {
            ["Models"] = new JsonObject { ["strong"] = ModelOf(Bill.Strong, setup, url), ["cheap"] = ModelOf(Bill.Cheap, setup, url) },
            ["Agents"] = new JsonObject
            {
                ["clerk"] = new JsonObject
                {
                    ["Instructions"] = Instructions, ["Tools"] = new JsonArray("retail.*"), ["TrimForCost"] = setup.Trims,
                    // One of the tasks, as it was recorded, reads what it knows three times in a row.
                    ["Limits"] = new JsonObject { ["Iterations"] = 16, ["NoProgressSteps"] = 4, ["Tokens"] = 1_000_000, ["CostUsd"] = 10 },
                    ["Routes"] = setup.Routes
                        ? new JsonObject { ["plan"] = "strong", ["act"] = new JsonArray("cheap", "strong"), ["repair"] = new JsonArray("cheap", "strong") }
                        : new JsonObject { ["act"] = "strong" },
                },
            },
            ["Tools"] = tools.DeepClone(),
        };
    }

    private static JsonObject ModelOf(string model, BillSetup setup, Uri url)
    {
        var price = Bill.Prices[model];
        return new()
        {
            ["Provider"] = "OpenAI", ["Endpoint"] = url.ToString(), ["Model"] = model, ["ApiKey"] = "key",
            ["Price"] = new JsonObject { ["Input"] = price.Input, ["CachedInput"] = setup.Caches ? price.CachedInput : price.Input, ["Output"] = price.Output },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _models.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
