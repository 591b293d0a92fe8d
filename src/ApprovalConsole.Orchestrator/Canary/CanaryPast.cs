using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Canary;

/// <summary>A past that must lead nowhere: in one point it is not as the console would have written it, or it is no longer so.</summary>
/// <param name="Word">Names it in the arguments of its call.</param>
/// <param name="Finding">What does not hold where the gate goes on from it.</param>
internal sealed record CanaryPast(string Word, string Finding)
{
    private static readonly TimeSpan AMinute = TimeSpan.FromMinutes(1);

    public static readonly IReadOnlyList<CanaryPast> All =
    [
        new("forged", "An approval without the console's mark was used.") { IsMarked = false },
        new("expired", "An approval that had expired was used.") { Age = terms => terms.ApprovalValidFor + terms.Hold + AMinute },
        new("definition", "A call went out under a definition that no person had seen.") { Terms = terms => terms with { DefinitionHash = CanaryTrial.Flip(terms.DefinitionHash) } },
        new("policy", "A call went out under a policy that no person had seen.") { Terms = terms => terms with { PolicyVersion = terms.PolicyVersion + 1 } },
        new("bytes", "An approval of other bytes was used.") { ApprovedHash = CanaryTrial.Flip },
    ];

    public bool IsMarked { get; init; } = true;

    /// <summary>How long ago it was approved.</summary>
    public Func<CallTerms, TimeSpan> Age { get; init; } = _ => TimeSpan.Zero;

    public Func<CallTerms, CallTerms> Terms { get; init; } = terms => terms;

    public Func<string, string> ApprovedHash { get; init; } = hash => hash;
}
