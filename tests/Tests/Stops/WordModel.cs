using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Tests.Stops;

/// <summary>A model that does what the input says, a word a turn, as in <c>look:a write:b</c>, and remembers when it was asked. What is joined by a plus is asked for together;
/// <c>hand:clerk:write:b_look:c</c> hands <c>write:b look:c</c> to another agent, and <c>hand:clerk:LONG</c> more than an input may have.</summary>
internal sealed class WordModel : IChatClient
{
    public ConcurrentQueue<long> Asked { get; } = new();

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Asked.Enqueue(Stopwatch.GetTimestamp());
        await Task.CompletedTask;
        var conversation = messages.ToList();
        var plan = conversation.First(m => m.Role == ChatRole.User).Text.Split(' ');
        var turn = conversation.Count(m => m.Role == ChatRole.Assistant);
        AIContent[] reply = turn < plan.Length && plan[turn].Contains(':') ? [.. plan[turn].Split('+').Select((wish, i) => CallOf(wish, $"{turn}-{i}"))] : [new TextContent("Done.")];
        yield return new(ChatRole.Assistant, [.. reply, new UsageContent(new() { InputTokenCount = 100, OutputTokenCount = 10 })]);
    }

    private static FunctionCallContent CallOf(string wish, string id) => wish.Split(':', 3) switch
    {
        ["hand", var agent, var task] => new(id, "delegate", new Dictionary<string, object?> { ["agent"] = agent, ["task"] = task.Replace('_', ' ').Replace("LONG", new string('x', GateHost.MaxInputBytes + 1)) }),
        [var tool, .. var rest] => new(id, tool, new Dictionary<string, object?> { ["word"] = string.Join(':', rest) }),
        _ => throw new ArgumentException(wish),
    };

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }
}
