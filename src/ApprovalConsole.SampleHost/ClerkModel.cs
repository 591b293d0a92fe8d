using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.SampleHost;

/// <summary>Stands in for a model, so that the sample runs without one: it refunds 10 on the order that the task names. Any <see cref="IChatClient"/> can be in its place.</summary>
internal sealed partial class ClerkModel : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        if (all.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Any()) return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "It is settled.")) { FinishReason = ChatFinishReason.Stop });
        var order = OrderId().Match(string.Join(' ', all.Where(m => m.Role == ChatRole.User).Select(m => m.Text))).Value;
        var call = new FunctionCallContent("call-1", "refund", new Dictionary<string, object?> { ["orderId"] = order, ["amount"] = 10 });
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [call])) { FinishReason = ChatFinishReason.ToolCalls });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // It holds nothing.
    }

    [GeneratedRegex(@"A-\d+")]
    private static partial Regex OrderId();
}
