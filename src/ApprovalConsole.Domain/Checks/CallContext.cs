using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Checks;

/// <summary>What a call is validated against besides its tool: who it is for, when, and what is known.</summary>
/// <param name="CallId">The call itself does not count in its own quota.</param>
public sealed record CallContext(Principal Principal, string Agent, string CallId, DateTimeOffset Now, Knowledge Knowledge);
