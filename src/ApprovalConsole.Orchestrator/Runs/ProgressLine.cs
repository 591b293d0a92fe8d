namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>What whoever a run works for may be told of it: no tool, no argument, no result, and none of the model's words but those that are meant for them.</summary>
/// <param name="Seq">Of the event that it tells of; lines go on after it.</param>
/// <param name="Kind"><c>started | thinking | looking | acting | review | question | heard | answer | done | unclear | paused | resumed | failed | stopped</c>.</param>
/// <param name="Text">With <c>question</c>, <c>answer</c> and <c>done</c> the agent's words; else a sentence of ours.</param>
public sealed record ProgressLine(int Seq, DateTimeOffset At, string Kind, string Text);
