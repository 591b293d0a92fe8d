using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Where one value of the arguments was seen, in a chip's words.</summary>
/// <param name="Path">Pointer of the value in the arguments.</param>
/// <param name="CallId">The call whose result showed it; null where there is none to open.</param>
/// <param name="Badness">Higher is worse: the worst of several stands for all.</param>
/// <param name="NeedsCheck">Decides, and rests on no evidence of ours.</param>
public sealed record TraceView(string Path, string Label, string ValueText, string? CallId, string? SourcePath, int Badness, bool NeedsCheck)
{
    private const int OwnWords = 4;
    private const int DoubtfulFrom = 5;

    public bool IsDoubtful => Badness >= DoubtfulFrom;

    /// <summary>Seen in what the run was asked, or was told since.</summary>
    public bool IsAsked { get; init; }

    public bool HasSource => CallId is not null || IsAsked;

    public static ImmutableArray<TraceView> Of(ProposalView proposal) => [.. proposal.Grounding.Select(g => Of(proposal, g))];

    /// <summary>Whether the value belongs to the argument of this name.</summary>
    public bool IsOf(string argument) => $"{Path}/".StartsWith($"/{JsonPointer.Escape(argument)}/", StringComparison.Ordinal);

    /// <summary>Whether the value at the pointer is one that is decided on: each is, where the policy names none.</summary>
    public static bool Decides(ProposalView proposal, string path) => proposal.Decisive.IsEmpty || proposal.Decisive.Any(d => Covers(d, path));

    private static TraceView Of(ProposalView proposal, GroundingView grounding)
    {
        var value = JsonPointer.TryParse(grounding.Path, out var pointer) && pointer.TryRead(proposal.Arguments, out var part) ? ArgumentRow.TextOf(part) : "";
        var decides = Decides(proposal, grounding.Path);
        if (!decides && grounding.Found is "notFound" && Prose.Is(value)) return new(grounding.Path, "the agent’s own words", value, null, null, OwnWords, NeedsCheck: false);
        var badness = BadnessOf(grounding.Found);
        return new(grounding.Path, SeenWords.Of(grounding.Found, ToolOf(proposal, grounding.CallId), grounding.SourcePath), value, grounding.CallId, grounding.SourcePath, badness, badness >= DoubtfulFrom && decides) { IsAsked = grounding.Found is "input" };
    }

    // What is not known is as bad as what was not found.
    private static int BadnessOf(string found) => found switch
    {
        "principal" => 0,
        "input" => 1,
        "record" => 2,
        "constant" => 3,
        "tooShort" => 4,
        "thirdParty" => 5,
        "echo" => 6,
        _ => 7,
    };

    private static string? ToolOf(ProposalView proposal, string? callId) => callId is null ? null : proposal.Before.FirstOrDefault(c => c.CallId == callId)?.Tool ?? "an earlier call";

    /// <summary>A decisive pointer names the value, a part that it lies in, or, with a star, every such part.</summary>
    private static bool Covers(string decisive, string path)
    {
        var (wanted, steps) = (decisive.Split('/'), path.Split('/'));
        return wanted.Length <= steps.Length && wanted.Zip(steps).All(pair => pair.First == "*" || pair.First == pair.Second);
    }
}
