namespace ApprovalConsole.Domain.Runs;

/// <summary>A tool call as the model asked for it.</summary>
/// <param name="CallId">Ours: unique over all runs, the same after a restart.</param>
/// <param name="ProviderCallId">The model's: pairs call and result in the conversation. Not unique over runs, never a key.</param>
/// <param name="Name">The tool as the model named it.</param>
/// <param name="Arguments">The text the model wrote, unparsed.</param>
public sealed record RequestedCall(string CallId, string ProviderCallId, string Name, Payload Arguments);
