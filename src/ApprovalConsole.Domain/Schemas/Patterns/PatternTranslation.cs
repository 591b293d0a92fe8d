namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>A pattern in the base library's words.</summary>
/// <param name="NeedsBacktracking">It looks around or back, which no automaton can.</param>
/// <param name="AutomatonSize">About how many states it has once its counted repetitions are written out.</param>
internal sealed record PatternTranslation(string Text, bool NeedsBacktracking, long AutomatonSize);
