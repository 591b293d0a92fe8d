namespace ApprovalConsole.Domain.Runs;

/// <summary>Who has a call out. Only a dead epoch or a passed deadline makes the call lost.</summary>
/// <param name="Epoch">New at each start of the node's process.</param>
public sealed record Owner(string Node, string Epoch);
