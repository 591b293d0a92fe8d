using System.Runtime.CompilerServices;
using ApprovalConsole.Benchmarks.Gate;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>For live runs a model that takes its time, looks one order up after the other and then answers, so that something is always under way; for all others the model without latency.</summary>
internal sealed class LiveModel(TimeSpan takes) : DelegatingChatClient(new InstantModel())
{
    /// <summary>What the order of a live run begins with.</summary>
    public const string Live = "live-";

    /// <summary>Of a live run; with the answer one step less than it may make.</summary>
    private const int LookUps = 6;

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var conversation = messages.ToList();
        var order = OrderTexts.OrderIn(conversation.First(m => m.Role == ChatRole.User).Text);
        if (!order.StartsWith(Live, StringComparison.Ordinal))
        {
            await foreach (var update in base.GetStreamingResponseAsync(conversation, options, cancellationToken)) yield return update;
            yield break;
        }

        await Task.Delay(takes, cancellationToken);
        var looked = conversation.Count(m => m.Role == ChatRole.Tool);
        AIContent reply = looked < LookUps
            ? new FunctionCallContent($"{looked + 1}", "lookup_order", new Dictionary<string, object?> { ["orderId"] = $"{order}-{looked + 1}" })
            : new TextContent(OrderTexts.Answer);
        yield return new(ChatRole.Assistant, [reply, new UsageContent(new() { InputTokenCount = 300, OutputTokenCount = 40 })]);
    }
}
