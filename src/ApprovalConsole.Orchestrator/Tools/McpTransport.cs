using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using ModelContextProtocol.Client;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>How an MCP server is reached.</summary>
internal static class McpTransport
{
    public static void Check(string name, McpServerSettings settings)
    {
        var key = $"{McpServerSettings.Section}:{name}";
        if (settings.Command is null == settings.Url is null) throw new SettingException(key, "must have either Command or Url");
        if (settings.Url is { Scheme: not ("http" or "https") }) throw new SettingException($"{key}:Url", "must be an http or https address");
        if (settings.Url is { UserInfo.Length: > 0 }) throw new SettingException($"{key}:Url", "must not hold a password");
        if (settings.ListEvery < TimeSpan.FromSeconds(1) || settings.ListEvery > TimeSpan.FromDays(1)) throw new SettingException($"{key}:ListEvery", "must be from one second to one day, as in 00:00:30");
        _ = HeadersOf(settings, key).ToList();
        ToolProcess.Check(settings, key);
    }

    /// <param name="home">Folder of a server's process; nothing of ours is in it.</param>
    /// <param name="mostBytes">Of one answer.</param>
    public static IClientTransport Of(string name, McpServerSettings settings, OutboundClients clients, string home, long mostBytes)
    {
        var key = $"{McpServerSettings.Section}:{name}";
        if (settings.Url is not { } url) return new ServerProcess(name, ToolProcess.Of(name, settings, home), mostBytes);
        var options = new HttpClientTransportOptions { Name = name, Endpoint = url, TransportMode = HttpTransportMode.StreamableHttp };
        return new HttpClientTransport(options, clients.For(url, () => HeadersOf(settings, key), new McpWire(mostBytes)), ownsHttpClient: true);
    }

    private static IEnumerable<KeyValuePair<string, string>> HeadersOf(McpServerSettings settings, string key) =>
        settings.Headers.Select(h => KeyValuePair.Create(h.Key, Secret.Resolve(h.Value, $"{key}:Headers:{h.Key}")));
}
