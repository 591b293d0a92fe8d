using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>The real MCP servers and clients from npm, at the versions of <c>package-lock.json</c>, installed once beside the build's output.</summary>
internal static class NpmServers
{
    private static readonly string Source = Path.Combine(Built.Root, "tests", "Tests", "Mcp");
    private static readonly NpmFolder Folder = new(Source, "npm");

    /// <summary><c>server-filesystem</c>'s script, for <c>node</c>.</summary>
    public static async Task<string> FilesystemAsync() => Path.Combine(await Folder.InstalledAsync(), "node_modules", "@modelcontextprotocol", "server-filesystem", "dist", "index.js");

    /// <summary>Where they all are.</summary>
    public static Task<string> FolderAsync() => Folder.InstalledAsync();

    /// <summary><c>server-memory</c>'s script, for <c>node</c>.</summary>
    public static async Task<string> MemoryAsync() => Path.Combine(await Folder.InstalledAsync(), "node_modules", "@modelcontextprotocol", "server-memory", "dist", "index.js");

    /// <summary>A server of ours that breaks off in the middle of a call, leaves, or tells its environment.</summary>
    public static string Unruly => Path.Combine(Source, "unruly-server.mjs");
}
