namespace ApprovalConsole.Orchestrator.Outbound;

/// <summary>The ways by which the host itself asks an identity provider: guarded as every other that leads out.</summary>
public sealed class BackChannels
{
    private readonly OutboundClients _clients;

    internal BackChannels(OutboundClients clients) => _clients = clients;

    /// <param name="provider">As the settings name it. It, public addresses and what <c>Outbound:Allow</c> adds are connected to; its keys may lie elsewhere.</param>
    public HttpMessageHandler To(Uri provider) => _clients.Handler(provider);
}
