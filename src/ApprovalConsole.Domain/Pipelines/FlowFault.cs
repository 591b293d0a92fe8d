namespace ApprovalConsole.Domain.Pipelines;

/// <summary>What is wrong with a pipeline's definition.</summary>
/// <param name="Path">JSON pointer into the definition.</param>
public sealed record FlowFault(string Path, string Message);
