using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>A model without latency: looks an order up, proposes its refund, says that it is done.</summary>
internal sealed class InstantModel : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        var conversation = messages.ToList();
        var order = OrderTexts.OrderIn(conversation.First(m => m.Role == ChatRole.User).Text);
        AIContent reply = conversation.Count(m => m.Role == ChatRole.Tool) switch
        {
            0 => Call("1", "lookup_order", OrderTexts.LookUp(order)),
            1 => Call("2", "refund", OrderTexts.Refund(order)),
            _ => new TextContent(OrderTexts.Answer),
        };
        yield return new(ChatRole.Assistant, [reply, new UsageContent(new() { InputTokenCount = 300, OutputTokenCount = 40 })]);
    }

    private static FunctionCallContent Call(string id, string tool, object arguments) =>
        new(id, tool, arguments.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(arguments)));

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }
}
