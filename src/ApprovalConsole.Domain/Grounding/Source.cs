namespace ApprovalConsole.Domain.Grounding;

/// <summary>One thing that a run was shown.</summary>
/// <param name="Step">The step whose call brought it; less than any for what was there from the start.</param>
/// <param name="IsJson">The text is a JSON value, so what is found in it has a pointer.</param>
internal sealed record Source(Found Rank, int Step, string? CallId, string Text, bool IsJson);
