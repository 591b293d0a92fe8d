using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>How an MCP server is reached.</summary>
internal static class McpTransport
{
    /// <summary>What a server's process gets of our environment: enough to start, nothing secret.</summary>
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG", "TMPDIR", "TEMP", "SystemRoot", "USERPROFILE", "APPDATA", "PATHEXT", "COMSPEC"];

    public static void Check(string name, McpServerSettings settings)
    {
        if (settings.Command is null == settings.Url is null)
            throw new SettingException($"{McpServerSettings.Section}:{name}", "must have either Command or Url");
        if (settings.Url is { Scheme: not ("http" or "https") })
            throw new SettingException($"{McpServerSettings.Section}:{name}:Url", "must be an http or https address");
        var key = $"{McpServerSettings.Section}:{name}";
        if (settings.ListEvery < TimeSpan.FromSeconds(1) || settings.ListEvery > TimeSpan.FromDays(1)) throw new SettingException($"{key}:ListEvery", "must be from one second to one day, as in 00:00:30");
        _ = HeadersOf(settings, key);
        _ = Environment(settings, key);
    }

    public static IClientTransport Of(string name, McpServerSettings settings, ILoggerFactory logs)
    {
        var key = $"{McpServerSettings.Section}:{name}";
        if (settings.Url is { } url)
        {
            return new HttpClientTransport(
                new HttpClientTransportOptions
                {
                    Name = name,
                    Endpoint = url,
                    TransportMode = HttpTransportMode.StreamableHttp,
                    AdditionalHeaders = HeadersOf(settings, key),
                },
                logs);
        }

        return new StdioClientTransport(
            new StdioClientTransportOptions
            {
                Name = name,
                Command = settings.Command!,
                Arguments = [.. settings.Args],
                InheritEnvironmentVariables = false,
                EnvironmentVariables = Environment(settings, key),
            },
            logs);
    }

    private static Dictionary<string, string> HeadersOf(McpServerSettings settings, string key) =>
        settings.Headers.ToDictionary(h => h.Key, h => Secret.Resolve(h.Value, $"{key}:Headers:{h.Key}"));

    private static Dictionary<string, string?> Environment(McpServerSettings settings, string key)
    {
        var variables = new Dictionary<string, string?>();
        foreach (var inherited in Inherited)
            if (System.Environment.GetEnvironmentVariable(inherited) is { } value) variables[inherited] = value;
        foreach (var (variable, value) in settings.Env) variables[variable] = Secret.Resolve(value, $"{key}:Env:{variable}");
        return variables;
    }
}
