using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Web;

/// <summary>Settings in their order: what the demo is made of, where there is one, appsettings.json, its environment's, <c>--settings FILE</c>, environment variables, command line.</summary>
internal static class SettingsFilesSetup
{
    public static SettingsFiles AddSettingsFiles(this WebApplicationBuilder builder, string[] args)
    {
        var root = builder.Environment.ContentRootPath;
        List<string> paths = [Path.Combine(root, "appsettings.json"), Path.Combine(root, $"appsettings.{builder.Environment.EnvironmentName}.json")];
        if (builder.Configuration["settings"] is { } given)
        {
            var path = Path.GetFullPath(given);
            if (!File.Exists(path)) throw new SettingException("settings", $"names {given}, which does not exist");
            paths.Add(path);
            builder.Configuration.AddJsonFile(path, optional: false, reloadOnChange: false);
            builder.Configuration.AddEnvironmentVariables().AddCommandLine(args); // once more: they come last
        }

        // The demo's agents, tools and budgets are nobody's who has switched it off.
        if (builder.Configuration.GetValue("Demo:Enabled", false)) paths.Insert(0, Path.Combine(root, "appsettings.Demo.json"));
        return new(paths);
    }
}
