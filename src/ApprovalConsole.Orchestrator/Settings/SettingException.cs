namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>A setting that cannot be used. Start-up ends with the key's name and what it may hold.</summary>
public sealed class SettingException(string key, string problem) : Exception($"Setting {key} {problem}.")
{
    public string Key { get; } = key;
}
