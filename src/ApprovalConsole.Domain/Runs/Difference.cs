namespace ApprovalConsole.Domain.Runs;

/// <summary>What changed between what was approved and what is.</summary>
/// <param name="Source"><c>policy</c>, <c>definition</c>, <c>agent</c>, <c>reviewer</c>, or the tool that was looked up.</param>
public sealed record Difference(string Source, string Path, Payload Was, Payload Is)
{
    /// <summary>The source where a reviewer changed the arguments.</summary>
    public const string Reviewer = "reviewer";
}
