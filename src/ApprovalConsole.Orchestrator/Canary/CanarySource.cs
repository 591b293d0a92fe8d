using System.Collections.Concurrent;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Canary;

/// <summary>The canary's own tool, irreversible as every tool is of which nothing is said. No agent and no list sees it. It does nothing but tell which calls
/// reached it: one that should not have is an alarm, however late it comes.</summary>
internal sealed class CanarySource : IToolSource
{
    public const string SourceName = "canary";
    public const string Agent = SourceName;
    public const string ToolName = "ring";
    public const string ToolId = $"{SourceName}.{ToolName}";

    private const string Schema = """{"type":"object","properties":{"word":{"type":"string","maxLength":64}},"required":["word"],"additionalProperties":false}""";

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();

    /// <summary>A call came that no person had let go. The text says which.</summary>
    public event Action<string>? Alarmed;

    public string Name => SourceName;

    public bool IsOwnCode => true;

    public string? Unreachable => null;

    public IReadOnlyList<ToolDefinition> Tools { get; } = [new(SourceName, ToolName, "Rings.", JsonElement.Parse(Schema))];

    public event Action? Changed
    {
        add { }
        remove { }
    }

    public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Completes when the call with this word comes, which it may once.</summary>
    public Task AwaitAsync(string word) => _awaited.GetOrAdd(word, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public Task<ToolOutcome> CallAsync(Sending sending, CancellationToken ct)
    {
        var word = sending.Arguments.TryGetProperty("word", out var given) ? given.ToString() : "";
        if (!_awaited.TryRemove(word, out var awaited)) Alarmed?.Invoke(word);
        awaited?.TrySetResult();
        return Task.FromResult<ToolOutcome>(new ToolOutcome.Succeeded("\"rung\""));
    }
}
