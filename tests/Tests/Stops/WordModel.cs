using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Tests.Stops;

/// <summary>A model that does what the input says, a word a turn, as in <c>look:a write:b</c>, and remembers when it was asked.</summary>
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
        var turn = conversation.Count(m => m.Role == ChatRole.Tool);
        AIContent reply = turn < plan.Length && plan[turn].Split(':') is [var tool, var word]
            ? new FunctionCallContent($"{turn}", tool, new Dictionary<string, object?> { ["word"] = word })
            : new TextContent("Done.");
        yield return new(ChatRole.Assistant, [reply, new UsageContent(new() { InputTokenCount = 100, OutputTokenCount = 10 })]);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }
}
