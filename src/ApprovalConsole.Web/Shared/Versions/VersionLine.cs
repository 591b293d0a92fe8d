namespace ApprovalConsole.Web.Shared.Versions;

/// <summary>One version of what admins have laid down.</summary>
/// <param name="ConfirmedBy">The second admin, where one had to agree.</param>
/// <param name="Text">All of it as JSON for people.</param>
/// <param name="IsSealed">It carries the console's mark.</param>
public sealed record VersionLine(int Version, DateTimeOffset At, string By, string? ConfirmedBy, string Text, bool IsSealed);
