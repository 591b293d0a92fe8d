using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Where the values of one argument were seen before, in a few words; the least known of them speaks for all.</summary>
/// <param name="IsDoubtful">Nothing of ours stands behind it: whoever approves looks at the source, or says how they checked it.</param>
/// <param name="CallId">The call whose result can be opened; null where there is none.</param>
public sealed record GroundingChip(string Words, bool IsDoubtful, string? CallId, string? SourcePath)
{
    // Best first, as the rules rank them; constants and what is too short to trace say nothing either way.
    private static readonly ImmutableArray<string> Ranks = ["constant", "tooShort", "principal", "input", "record", "thirdParty", "echo", "notFound"];

    /// <returns>Null where nothing was traced.</returns>
    public static GroundingChip? Of(ProposalView proposal, string pointer)
    {
        var traced = proposal.Grounding.Where(g => g.Path == pointer || g.Path.StartsWith(pointer + "/", StringComparison.Ordinal)).MaxBy(g => Ranks.IndexOf(g.Found));
        return traced is null or { Found: "constant" } ? null
            : new(WordsOf(proposal, traced), traced.Found is "thirdParty" or "echo" or "notFound", traced.CallId, traced.SourcePath);
    }

    private static string WordsOf(ProposalView proposal, GroundingView traced) => traced.Found switch
    {
        "principal" => "the user's own",
        "input" => "asked",
        "record" => $"{ToolOf(proposal, traced)} · {traced.SourcePath}",
        "thirdParty" => $"a third party's text · {ToolOf(proposal, traced)}",
        "echo" => "only the agent said so first",
        "notFound" => "not found in any evidence",
        _ => "too short to trace",
    };

    private static string ToolOf(ProposalView proposal, GroundingView traced) =>
        proposal.Before.FirstOrDefault(c => c.CallId == traced.CallId)?.Tool ?? "an earlier call";
}
