namespace ApprovalConsole.Domain.Runs;

/// <summary>What a model call is for; routes map it to a model.</summary>
public enum Purpose
{
    Plan,
    Act,
    Repair,
    /// <summary>Would be for cutting a run's context, and is never asked for: old results give way to stubs, for which nobody needs a model. A route may name it, as journals and settings may; nothing goes by it.</summary>
    Summarize,
    Answer,
}
