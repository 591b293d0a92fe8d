using ApprovalConsole.Benchmarks.Gate;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks.Cluster;

/// <summary>Takes as long as a fast model does, so that something is out when its node is killed.</summary>
internal sealed class SlowModel() : DelegatingChatClient(new InstantModel())
{
    private static readonly TimeSpan Takes = TimeSpan.FromMilliseconds(300);

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await Task.Delay(Takes, cancellationToken);
        return await base.GetResponseAsync(messages, options, cancellationToken);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Delay(Takes, cancellationToken);
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken)) yield return update;
    }
}
