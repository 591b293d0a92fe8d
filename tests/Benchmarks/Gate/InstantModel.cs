using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>A model without latency: looks an order up, proposes its refund, says that it is done.</summary>
/// <param name="between">Calls that it makes before the refund.</param>
internal sealed class InstantModel(params (string Tool, Func<string, object> Arguments)[] between) : IChatClient
{
    private readonly (string Tool, Func<string, object> Arguments)[] _calls = [("lookup_order", OrderTexts.LookUp), .. between, ("refund", OrderTexts.Refund)];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        var conversation = messages.ToList();
        var order = OrderTexts.OrderIn(conversation.First(m => m.Role == ChatRole.User).Text);
        var answered = conversation.Count(m => m.Role == ChatRole.Tool);
        AIContent reply = answered < _calls.Length ? Call($"{answered + 1}", _calls[answered].Tool, _calls[answered].Arguments(order)) : new TextContent(OrderTexts.Answer);
        yield return new(ChatRole.Assistant, [reply, new UsageContent(new() { InputTokenCount = 300, OutputTokenCount = 40 })]);
    }

    private static FunctionCallContent Call(string id, string tool, object arguments) =>
        new(id, tool, arguments.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(arguments)));

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }
}
