namespace ApprovalConsole.Domain.Runs;

/// <summary>A proposal was put before one person: it is dealt to them first, and to others when nothing else is left for these. Whoever may decide still may.</summary>
/// <param name="To">Their subject.</param>
/// <param name="ToName">How others read it.</param>
/// <param name="Note">Why, for them.</param>
public sealed record HandOver(string To, string ToName, Actor By, Payload Note, DateTimeOffset At);
