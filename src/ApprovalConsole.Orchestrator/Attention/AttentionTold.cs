using ApprovalConsole.Domain.Attention;

namespace ApprovalConsole.Orchestrator.Attention;

/// <summary>What a person is told right after they answered a proposal that was made up.</summary>
/// <param name="Caught">What was wrong would not have gone.</param>
/// <param name="RunId">The run that it was made from: what people let go there was right.</param>
public sealed record AttentionTold(string ProposalId, string Tool, string Title, Fault Fault, bool Caught, string RunId);
