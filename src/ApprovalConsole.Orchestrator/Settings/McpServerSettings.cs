namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>An MCP server whose tools the console offers: a command (stdio) or an address (streamable HTTP).</summary>
public sealed record McpServerSettings
{
    public const string Section = "McpServers";

    public string? Command { get; init; }

    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Added to the few variables that a server gets. Values may be <c>env:NAME</c>.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    public Uri? Url { get; init; }

    /// <summary>Sent with every request. Values may be <c>env:NAME</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How often the server is asked what it offers, besides when it says that this has changed. Default 30 s; at least one second.</summary>
    public TimeSpan ListEvery { get; init; } = TimeSpan.FromSeconds(30);
}
