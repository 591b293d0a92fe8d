namespace ApprovalConsole.Domain.Runs;

/// <summary>What a model call is for; routes map it to a model.</summary>
public enum Purpose
{
    Plan,
    Act,
    Repair,
    Summarize,
    Answer,
}
