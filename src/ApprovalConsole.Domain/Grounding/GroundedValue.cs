namespace ApprovalConsole.Domain.Grounding;

/// <summary>One scalar leaf of the arguments, and where the run saw it.</summary>
/// <param name="Path">JSON pointer into the arguments.</param>
/// <param name="CallId">The call whose result showed it; null for every other source. Of what is too short, the one whose result holds the number, if any.</param>
/// <param name="SourcePath">JSON pointer into the principal's attributes or the result; null where the source has no parts.</param>
public sealed record GroundedValue(string Path, Found Found, string? CallId = null, string? SourcePath = null);
