using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Configuration.CommandLine;

namespace ApprovalConsole.Web;

/// <summary>To adopt a database as it is, is somebody's word for one start: where it would stand for every start, nobody would notice the next one.</summary>
internal static class AdoptOnce
{
    private const string Key = $"{AuditOptions.Section}:{nameof(AuditOptions.Adopt)}";

    /// <exception cref="SettingException">It stands elsewhere than on the command line.</exception>
    public static void Check(IConfigurationRoot configuration)
    {
        if (Elsewhere(configuration).Any(value => !string.Equals(value.Trim(), "false", StringComparison.OrdinalIgnoreCase)))
            throw new SettingException(Key, "stands in a settings file or the environment, where each start would adopt whatever there is: give it on the command line, for one start");
    }

    private static IEnumerable<string> Elsewhere(IConfigurationRoot configuration) => configuration.Providers.SelectMany(provider => provider switch
    {
        CommandLineConfigurationProvider => [],
        ChainedConfigurationProvider { Configuration: IConfigurationRoot chained } => Elsewhere(chained),
        _ => provider.TryGet(Key, out var value) && value is not null ? (IEnumerable<string>)[value] : [],
    });
}
