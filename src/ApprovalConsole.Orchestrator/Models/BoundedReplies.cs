using ApprovalConsole.Orchestrator.Outbound;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>Cuts a provider's answer that is longer than any reply can be, before somebody keeps it in memory to look for the end of a line.</summary>
/// <param name="mostBytes">Of one answer, as it comes over the wire.</param>
internal sealed class BoundedReplies(long mostBytes) : DelegatingHandler
{
    // What the wire makes of a token: a line of JSON with ids, names and counts around it.
    private const long BytesPerToken = 2_048;
    private const long Frame = 1 << 20;

    public static long MostFor(long outputTokens) => Frame + Math.Min(outputTokens, int.MaxValue) * BytesPerToken;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await BoundedStream.PutAroundAsync(response, Piece.Stream, mostBytes, most => new ModelOverranException($"The model's answer is longer than {most} bytes."), cancellationToken);
        return response;
    }
}
