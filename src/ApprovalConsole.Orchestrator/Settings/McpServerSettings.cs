namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>An MCP server whose tools the console offers: a command (stdio) or an address (streamable HTTP).</summary>
public sealed record McpServerSettings
{
    public const string Section = "McpServers";

    public string? Command { get; init; }

    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Added to the few variables that a server gets. Values may be <c>env:NAME</c>.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>Folder that a command starts in. Default: an empty one of its own, gone when the console stops. Arguments that are relative paths start there.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Linux: the user of this machine that a command runs as, so that it can read neither the journal nor the keys. The console must be allowed
    /// to change users, and its data folder must be its own. The command's HOME is that user's.</summary>
    public string? RunAs { get; init; }

    /// <summary>Says that a command may run as the console's own user, who can read the journal and the keys. In Production a command needs this or
    /// <see cref="RunAs"/>.</summary>
    public bool RunAsConsole { get; init; }

    public Uri? Url { get; init; }

    /// <summary>Sent with every request. Values may be <c>env:NAME</c>; those of eight characters or more are taken for secrets, and left out of whatever the server says.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How often the server is asked what it offers, besides when it says that this has changed. Default 30 s; at least one second.</summary>
    public TimeSpan ListEvery { get; init; } = TimeSpan.FromSeconds(30);
}
