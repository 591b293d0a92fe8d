namespace ApprovalConsole.Domain.Attention;

/// <summary>One value of a call that people let go, changed so that the call is wrong.</summary>
/// <param name="Path">JSON pointer into the arguments.</param>
/// <param name="Shown">The wrong value, as JSON.</param>
/// <param name="Right">The one that was approved, as JSON.</param>
public sealed record Fault(FaultKind Kind, string Path, string Shown, string Right);
