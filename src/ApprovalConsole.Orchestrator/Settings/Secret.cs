namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>Secrets may stand in the environment: <c>env:NAME</c> in a settings file is the variable's value.</summary>
public static class Secret
{
    private const string FromEnvironment = "env:";

    /// <exception cref="SettingException">There is no such variable.</exception>
    public static string Resolve(string value, string key)
    {
        if (!value.StartsWith(FromEnvironment, StringComparison.Ordinal)) return value;
        var name = value[FromEnvironment.Length..];
        return Environment.GetEnvironmentVariable(name) ?? throw new SettingException(key, $"names the environment variable {name}, which is not set");
    }
}
