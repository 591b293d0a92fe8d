namespace ApprovalConsole.Orchestrator.Outbound;

/// <summary>Puts headers on a request in the moment it leaves.</summary>
internal sealed class SecretHeaders(Func<IEnumerable<KeyValuePair<string, string>>> headers) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in headers())
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
