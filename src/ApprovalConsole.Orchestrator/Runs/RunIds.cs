namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>Run ids: sort by start, say nothing else, and need no escaping in an address.</summary>
internal static class RunIds
{
    public static string New(DateTimeOffset at) => Guid.CreateVersion7(at).ToString("N");
}
