namespace ApprovalConsole.Domain.Checks;

/// <summary>What a check in code found wrong with a call.</summary>
/// <param name="Path">JSON pointer into the arguments; empty for the whole.</param>
/// <param name="Code">Stable, camelCase.</param>
/// <param name="Message">What was expected, without values: those may be personal.</param>
/// <param name="Allowed">What would be right, where that can be said.</param>
public sealed record CodeFinding(string Path, string Code, string Message, string? Allowed = null);
