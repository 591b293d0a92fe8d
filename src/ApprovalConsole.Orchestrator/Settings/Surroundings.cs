namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>Where the console runs, by the environment's name. What is not plainly a place to try things out is production.</summary>
public static class Surroundings
{
    public static readonly IReadOnlyList<string> ForTrying = ["Development", "Test", "Demo"];

    public static bool AreProduction(string? environment) => !ForTrying.Contains(environment?.Trim(), StringComparer.OrdinalIgnoreCase);
}
