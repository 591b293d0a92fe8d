using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>Work whose intent has been committed and that now has to be done.</summary>
/// <param name="PerformAsync">Never throws: it reports what happened to the gate.</param>
internal sealed record Performance(Func<Run, Task> PerformAsync);
