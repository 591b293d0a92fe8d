using System.Net;
using ApprovalConsole.Orchestrator.Outbound;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What an MCP server may do over HTTP: answer within bounds, say half a character, and forget a session without taking along the calls that are out in it.</summary>
/// <param name="mostBytes">Of one answer, and of one event of a stream that stands open for whatever the server has to say.</param>
internal sealed class McpWire(long mostBytes) : DelegatingHandler
{
    private const string SessionHeader = "Mcp-Session-Id";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);

        // The client takes this for the end of all its calls. It is the end of this one.
        if (response.StatusCode is HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader))
        {
            response.Dispose();
            throw new SessionGoneException();
        }

        await BoundedStream.PutAroundAsync(response, request.Method == HttpMethod.Get ? Piece.Event : Piece.Stream, mostBytes, McpBounds.TooLong, cancellationToken);
        await PassingStream.PutAroundAsync(response, stream => new MarkedHalves(stream), cancellationToken);
        return response;
    }
}
