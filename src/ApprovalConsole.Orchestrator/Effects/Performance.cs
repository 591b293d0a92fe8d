using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Stops;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>Work whose intent has been committed and that now has to be done.</summary>
/// <param name="PerformAsync">Never throws: it reports what happened. It ends the passage as soon as the call has been handed over. The token says that the run is cancelled: what changes nothing in the world need not come to its end.</param>
internal sealed record Performance(Func<Run, Report, Passages.Passage, CancellationToken, Task> PerformAsync);

/// <summary>Hands a result in to the run's gate.</summary>
/// <param name="result">The command, from the milliseconds of active time since the run's last reading.</param>
internal delegate Task Report(Func<double, RunCommand> result);
