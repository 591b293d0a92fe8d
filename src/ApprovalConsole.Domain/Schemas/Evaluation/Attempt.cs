namespace ApprovalConsole.Domain.Schemas.Evaluation;

/// <summary>What became of a schema that did not have to hold.</summary>
internal sealed record Attempt(bool Holds, Seen Seen, List<SchemaFinding> Findings);
