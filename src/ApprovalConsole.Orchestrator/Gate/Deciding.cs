using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>The rules of runs as the gate asks them: <see cref="RunDecider.Decide"/>. A test puts broken rules in its place, to see that the canary finds them.</summary>
internal delegate Ruling<RunEvent> Deciding(RunCommand command, Run run);
