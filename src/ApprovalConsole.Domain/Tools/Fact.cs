namespace ApprovalConsole.Domain.Tools;

/// <summary>A value that the console looked up itself, for a check or to be shown.</summary>
/// <param name="Name">The policy's name for it; null where a check needed it.</param>
/// <param name="Value">Canonical JSON of the value.</param>
public sealed record Fact(string? Name, string Tool, string ArgumentsHash, string Path, Payload Value, DateTimeOffset At);
