namespace ApprovalConsole.Domain.Tools;

/// <summary>One thing that a layer found wrong with a call.</summary>
/// <param name="Path">JSON pointer into the arguments; empty for the whole.</param>
/// <param name="Code">Stable, camelCase.</param>
/// <param name="Message">What was expected. Never holds a value of the arguments: those may be personal.</param>
/// <param name="Allowed">What would be right, where that can be said.</param>
public sealed record Finding(Layer Layer, string Path, string Code, string Message, string? Allowed = null);
