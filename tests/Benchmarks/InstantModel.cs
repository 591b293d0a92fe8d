using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks;

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
        var order = conversation.First(m => m.Role == ChatRole.User).Text;
        AIContent reply = conversation.Count(m => m.Role == ChatRole.Tool) switch
        {
            0 => new FunctionCallContent("1", "lookup_order", new Dictionary<string, object?> { ["orderId"] = order }),
            1 => new FunctionCallContent("2", "refund", new Dictionary<string, object?>
            {
                ["orderId"] = order, ["amount"] = 129.9, ["currency"] = "EUR", ["reason"] = "arrived broken, inside the 30 day window",
            }),
            _ => new TextContent("The refund of 129.90 EUR was carried out and the customer was told. The order is closed."),
        };
        yield return new(ChatRole.Assistant, [reply, new UsageContent(new() { InputTokenCount = 300, OutputTokenCount = 40 })]);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }
}
