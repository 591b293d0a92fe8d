using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Suggestions;

/// <summary>The works in this process, with an agent that pays out the amount that it is told, by the irreversible tool <c>till.pay</c>.</summary>
internal sealed class TillHost : IAsyncDisposable
{
    public const string Tool = "till.pay";

    public static readonly Actor Rita = new("rita", "rita", Channel.Page);
    public static readonly Actor Remy = new("remy", "remy", Channel.Page);
    public static readonly Actor Ada = new("ada", "ada", Channel.Page);

    private static readonly Actor Sam = new("sam", "sam", Channel.Api);

    private readonly ConcurrentQueue<decimal> _paid = [];
    private readonly TempFolder _folder = new();
    private readonly IHost _host;

    private TillHost(JsonObject? policy, int checksOneIn)
    {
        var settings = new ConsoleSettings(_folder.Path).Agent("clerk", ["till.*"]).Tool(Tool, "Irreversible", policy);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        foreach (var (key, value) in TestStore.SettingsOf(_folder.Path)) builder.Configuration[$"Storage:{key}"] = (string?)value;
        builder.Configuration["AttentionChecks:OneIn"] = checksOneIn.ToString(CultureInfo.InvariantCulture);
        builder.Services.AddOrchestrator(builder.Configuration, new SettingsFiles([_folder.Write("settings.json", settings.ToString())]), _folder.Path, o => o
            .AddTools("till", [AIFunctionFactory.Create(Pay, "pay")]).AddModel("teller", new Teller()));
        _host = builder.Build();
    }

    public static async Task<TillHost> StartAsync(JsonObject? policy = null, int checksOneIn = 0)
    {
        var till = new TillHost(policy, checksOneIn);
        await till._host.StartAsync(TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => Task.FromResult(till.Get<GateProof>().State is not GateState.Proving), () => "the gate was never tried");
        return till;
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>What was paid, in the order it came.</summary>
    public IReadOnlyCollection<decimal> Paid => _paid;

    private string Pay(decimal amount)
    {
        _paid.Enqueue(amount);
        return $"paid {amount}";
    }

    /// <summary>Somebody asks for an amount, and a reviewer answers.</summary>
    /// <param name="seenFor">In seconds; null: nobody knows.</param>
    public async Task PayAsync(decimal amount, Actor by, double? seenFor, string decision = "approve")
    {
        var ct = TestContext.Current.CancellationToken;
        var run = (await Get<RunStarter>().StartAsync(new("clerk", amount.ToString(CultureInfo.InvariantCulture), new("kim", ["*"])), Sam, null, ct)).Run!.Id;
        await Until.TrueAsync(async () => await Get<CommandGate>().ReadAsync(run, ct) is { } begun && begun.PendingProposals.Any(), () => $"no proposal of {run}");
        var proposal = (await Get<CommandGate>().ReadAsync(run, ct))!.PendingProposals.Single();
        var answer = await Get<Decisions>().DecideAsync(proposal.Id, new(decision, proposal.ArgumentsHash, proposal.ViewHash, Reason: "as it came"), by, ct, seenFor: seenFor is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        Assert.Null(answer.Refusal);
        await Until.TrueAsync(async () => (await Get<CommandGate>().ReadAsync(run, ct))!.End is not null, () => $"{run} never ended");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _folder.Dispose();
    }

    private sealed class Teller : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            var conversation = messages.ToList();
            var amount = decimal.Parse(conversation.First(m => m.Role == ChatRole.User).Text, CultureInfo.InvariantCulture);
            AIContent reply = conversation.Exists(m => m.Role == ChatRole.Assistant) ? new TextContent("Done.") : new FunctionCallContent("1", "pay", new Dictionary<string, object?> { ["amount"] = amount });
            yield return new(ChatRole.Assistant, [reply, new UsageContent(new() { InputTokenCount = 100, OutputTokenCount = 10 })]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
