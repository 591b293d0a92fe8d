using System.Collections.Immutable;
using ApprovalConsole.Domain.Checks;

namespace ApprovalConsole.Domain.Tools;

/// <summary>What tool and policy said of one call when it was validated: the terms that a decision is bound to.</summary>
/// <param name="Rule">Why the class is what it is, in words.</param>
/// <param name="EffectHash">Equal for two calls that are the same deed.</param>
/// <param name="IdempotencyArgument">Set where these arguments carry a key under it: only then may a lost write be sent again.</param>
public sealed record CallTerms(
    string Tool, Reversibility Reversibility, string Rule, string DefinitionHash, int PolicyVersion,
    string? TitleTemplate, Payload Title, Payload Effect, ImmutableArray<string> Decisive, string EffectHash,
    int ApprovalsNeeded, TimeSpan ExpiresAfter, TimeSpan ApprovalValidFor, TimeSpan Hold, TimeSpan Timeout,
    bool Independent, bool Untrusted, string? IdempotencyArgument)
{
    /// <summary>What the call takes of quotas; null where it takes none.</summary>
    public IReadOnlyList<QuotaHold>? Quotas { get; init; }

    /// <summary>Which standing approval lets it go unasked; null where a person is asked.</summary>
    public string? ByRule { get; init; }

    /// <summary>How it is found out what became of the call where its answer never comes; null: by people.</summary>
    public ProbeRule? Probe { get; init; }

    /// <summary>When a probe that finds nothing settles; null: never.</summary>
    public TimeSpan? ProbeFinalAfter { get; init; }

    /// <summary>Who is told where nobody decides for some time; null: nobody.</summary>
    public Escalation? Escalation { get; init; }

    /// <summary>Somebody has to decide.</summary>
    public bool NeedsPerson => Reversibility >= Reversibility.Irreversible && ByRule is null;

    /// <summary>Differs when a decision on the old terms no longer holds.</summary>
    public bool Binds(CallTerms now) =>
        (Tool, DefinitionHash, PolicyVersion, Reversibility) == (now.Tool, now.DefinitionHash, now.PolicyVersion, now.Reversibility);
}
