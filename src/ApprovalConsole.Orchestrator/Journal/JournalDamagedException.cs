namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>What the journal holds of a run cannot have happened, or cannot be read: the run stands still, and nothing can be said of it.</summary>
public sealed class JournalDamagedException(string runId, Exception inner) : Exception($"The journal of run {runId} is not what was written; nothing is done with it.", inner);
