namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The journal could not be written, so nothing was done and nothing was acknowledged.</summary>
public sealed class JournalUnavailableException(Exception cause) : Exception($"The journal cannot be written: {cause.Message}", cause);
