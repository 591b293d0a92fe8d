using System.Diagnostics;
using System.Text;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>An MCP server as a process: what it gets of us is where programs lie, a language, a folder of its own, and what its settings say.</summary>
internal static class ToolProcess
{
    private static readonly string[] Inherited = OperatingSystem.IsWindows() ? ["PATH", "SystemRoot", "PATHEXT", "COMSPEC"] : ["PATH", "LANG"];
    private static readonly string[] Homes = OperatingSystem.IsWindows() ? ["USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP"] : ["HOME", "TMPDIR"];

    /// <summary>The program of util-linux that starts another as somebody else.</summary>
    private const string Switch = "setpriv";
    private const string Shell = "cmd.exe";

    public static void Check(McpServerSettings settings, string key)
    {
        if (settings is { Command: null, RunAs: not null } or { Command: null, RunAsConsole: true }) throw new SettingException(key, "has a Url, so nothing of it runs here: RunAs and RunAsConsole belong to a Command");
        if (settings is { RunAs: not null, RunAsConsole: true }) throw new SettingException(key, "must have either RunAs or RunAsConsole");
        if (settings is { RunAs: not null } && !OperatingSystem.IsLinux()) throw new SettingException($"{key}:RunAs", "works on Linux only");
        if (settings.RunAs is { } user)
        {
            var found = OsUser.Find(user) ?? throw new SettingException($"{key}:RunAs", $"names the user {user}, who is not in /etc/passwd");
            if (found.SeesAll) throw new SettingException($"{key}:RunAs", $"names {user} (uid {found.Id}), who can read all that the console can: name a user of less rights, or say RunAsConsole: true");
        }

        foreach (var (variable, value) in settings.Env) Secret.Resolve(value, $"{key}:Env:{variable}");
    }

    /// <summary>In production a server does not run as the console's own user, who can read the journal and the keys, unless the operator says so.</summary>
    /// <param name="folders">Folders that are nobody else's business.</param>
    public static void CheckUser(McpServerSettings settings, string key, bool isProduction, params ReadOnlySpan<string> folders)
    {
        if (settings is { Command: not null, RunAs: null, RunAsConsole: false } && isProduction)
            throw new SettingException(key, "runs a command: name the OS user that it runs as (RunAs), or say RunAsConsole: true and let it read all that the console can, its data and keys included");
        if (settings.RunAs is null || OperatingSystem.IsWindows()) return;
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        foreach (var folder in folders)
            if (Directory.Exists(folder) && (File.GetUnixFileMode(folder) & others) != 0)
                throw new SettingException($"{key}:RunAs", $"is of no use while {folder} is open to other users: chmod 700 it");
    }

    public static ProcessStartInfo Of(string name, McpServerSettings settings, string home)
    {
        var user = settings.RunAs is { } runAs ? OsUser.Find(runAs)! : null;
        IReadOnlyList<string> line = user is null ? [settings.Command!, .. settings.Args]
            : [Switch, "--reuid", user.Id, "--regid", user.GroupId, "--init-groups", "--no-new-privs", "--", settings.Command!, .. settings.Args];
        if (OperatingSystem.IsWindows()) line = InShell(line);
        var start = new ProcessStartInfo(line[0], line.Skip(1))
        {
            WorkingDirectory = settings.WorkingFolder ?? (user is null ? home : Path.GetTempPath()),
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (variable, value) in EnvironmentOf(settings, $"{McpServerSettings.Section}:{name}", user, home)) start.Environment[variable] = value;
        return start;
    }

    /// <summary>On Windows commands such as npx are scripts, which only a shell can start; what means something to it is said not to.</summary>
    private static IReadOnlyList<string> InShell(IReadOnlyList<string> line) => string.Equals(Path.GetFileName(line[0]), Shell, StringComparison.OrdinalIgnoreCase) ? line
        : [Shell, "/c", .. line.Select(word => word.Any(char.IsWhiteSpace) ? word : string.Concat(word.Select(c => "&^><|".Contains(c) ? $"^{c}" : $"{c}")))];

    private static Dictionary<string, string?> EnvironmentOf(McpServerSettings settings, string key, OsUser? user, string home)
    {
        var variables = new Dictionary<string, string?>();
        foreach (var inherited in Inherited)
            if (Environment.GetEnvironmentVariable(inherited) is { } value) variables[inherited] = value;
        foreach (var folder in Homes) variables[folder] = home;
        if (user is not null) (variables["HOME"], variables["TMPDIR"]) = (user.Home, Path.GetTempPath()); // ours is closed to everybody else
        foreach (var (variable, value) in settings.Env) variables[variable] = Secret.Resolve(value, $"{key}:Env:{variable}");
        return variables;
    }
}
