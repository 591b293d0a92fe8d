namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>A pattern in the base library's words.</summary>
/// <param name="NeedsBacktracking">It looks around or back, which no automaton can.</param>
internal sealed record PatternTranslation(string Text, bool NeedsBacktracking);
