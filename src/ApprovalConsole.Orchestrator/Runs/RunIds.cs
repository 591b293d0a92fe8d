namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>Run ids: sort by start, say nothing else, and need no escaping in an address.</summary>
internal static class RunIds
{
    /// <summary>Runs that were started before have a lower id.</summary>
    public static string FirstAt(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString("x12", System.Globalization.CultureInfo.InvariantCulture);

    public static string New(DateTimeOffset at) => Guid.CreateVersion7(at).ToString("N");
}
