using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>A model that pipelines ask as well: of every third order it cannot tell, and a person is asked.</summary>
internal sealed class SortingModel(IChatClient orders) : DelegatingChatClient(orders)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var conversation = messages.ToList();
        var task = conversation.First(m => m.Role == ChatRole.User).Text;
        if (OrderFlow.IsAsked(task))
        {
            var answer = Order.NumberOf(OrderFlow.OrderIn(task)) % 3 == 0 ? "unknown" : OrderFlow.Broken;
            var call = new FunctionCallContent("1", "decide", new Dictionary<string, object?> { ["answer"] = answer, ["confidence"] = 0.9, ["reason"] = "It says so." });
            yield return new(ChatRole.Assistant, [call, new UsageContent(new() { InputTokenCount = 300, OutputTokenCount = 40 })]);
            yield break;
        }

        await foreach (var update in base.GetStreamingResponseAsync(conversation, options, cancellationToken)) yield return update;
    }
}
