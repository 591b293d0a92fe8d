using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Conversations;

/// <summary>What the principal said after the run had begun.</summary>
/// <param name="Id">Made by whoever passed it on: the same message twice is one.</param>
/// <param name="By">Who passed it on.</param>
/// <param name="BeforeStep">The first step whose model was told it.</param>
/// <param name="Answers">The calls that asked for it; empty where none did.</param>
public sealed record Message(string Id, Actor By, Payload Text, int BeforeStep, IReadOnlyList<string> Answers, DateTimeOffset At);

/// <summary>An answer that was given out by a run that may go on.</summary>
/// <param name="Step">Of the reply that held it.</param>
public sealed record GivenAnswer(Payload Text, int Step, DateTimeOffset At);
