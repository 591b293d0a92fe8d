using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Everything the card says, folded from a proposal.</summary>
/// <param name="Shown">The proposal as painted: what a decision is bound to.</param>
/// <param name="Reenter">The decisive value that an approver types again; null where a press is enough.</param>
/// <param name="Unusual">What was not checked, or has changed.</param>
public sealed record CardView(
    ProposalView Shown, ImmutableArray<TitlePart> Title, string Verb, ImmutableArray<ArgumentRow> Arguments, ImmutableArray<FactRow> Facts,
    ImmutableArray<string> Unusual, string? Reenter, string? People, StateView? State)
{
    private const int ShortRunLength = 6;
    private const int MostAtOnce = 10;
    private const int FewMore = 2;

    /// <summary>One card per view, and per remark of a colleague: what replaces it is another card, with buttons of its own, and is looked at anew.</summary>
    public string Key => Shown.CommentCount == 0 ? $"{Shown.Id}/{Shown.ViewHash}" : $"{Shown.Id}/{Shown.ViewHash}/{Shown.CommentCount}";

    /// <summary>The end of the run's id: enough to tell two apart.</summary>
    public string ShortRun => Shown.RunId.Length <= ShortRunLength ? Shown.RunId : $"…{Shown.RunId[^ShortRunLength..]}";

    /// <summary>How far its run had come.</summary>
    public string Place => Shown.IsFromOutside ? $"call {Shown.Step}/{Shown.StepLimit}" : $"step {Shown.Step}/{Shown.StepLimit} · {Amounts.Usd(Shown.CostUsd)}";

    public bool IsPending => State is null;

    public bool IsCritical => Shown.Reversibility is Reversibility.Critical;

    /// <summary>The answers of a pipeline's question; empty for a call that would be sent.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Those beyond what is taken in at a glance: counted, and opened before the approval is enabled. A few more are shown with the first; what decides is among those.</summary>
    public int Further => Arguments.Length - Math.Max(MostAtOnce, Arguments.Count(a => a.IsDecisive)) is > FewMore and var more ? more : 0;

    /// <summary>Must be opened before the approval is enabled.</summary>
    public IEnumerable<string> MustBeOpened => Arguments.Where(a => a.IsLong).Select(a => a.Name);

    /// <summary>A value that decides holds characters that do not show: whoever approves says how they checked it.</summary>
    public bool NeedsCheckNote => Arguments.Any(a => a.HidesSomething && (a.IsDecisive || Shown.Decisive.IsEmpty));

    /// <summary>Whoever approves says of one value at least how they checked it.</summary>
    public bool AsksHow => NeedsCheckNote || Unproven.Any();

    /// <summary>Values that decide and rest on no evidence of ours.</summary>
    public IEnumerable<TraceView> Unproven => Arguments.SelectMany(a => a.Traces).Where(t => t.NeedsCheck);

    /// <summary>Values that a check looked up and nobody named.</summary>
    public ImmutableArray<FactRow> OtherFacts { get; init; } = [];

    /// <summary>How far quotas are used, in words.</summary>
    public ImmutableArray<string> Quotas { get; init; } = [];

    public static CardView Of(ProposalView proposal)
    {
        var title = TitlePart.Of(proposal);
        var arguments = ArgumentRow.Of(proposal);
        return new(
            proposal, title, TitlePart.OnButton(title), arguments, [.. proposal.Facts.Where(f => f.Name is not null).Select(FactRow.Of)], UnusualOf(proposal),
            proposal.Reversibility is Reversibility.Critical ? arguments.FirstOrDefault(a => a is { IsDecisive: true, IsLong: false })?.Text : null,
            PeopleOf(proposal), StateView.Of(proposal))
        {
            Choices = proposal is { Tool: ChooseTool.Id, Arguments.ValueKind: JsonValueKind.Object } ? [.. ChooseTool.AnswersOf(proposal.Arguments.GetRawText())] : [],
            OtherFacts = [.. proposal.Facts.Where(f => f is { Name: null, Tool: not FactRow.Quota }).Select(FactRow.Of)],
            Quotas = [.. proposal.Facts.Where(f => f.Tool == FactRow.Quota).Select(f => QuotaWords.Of(f, proposal.TitleTemplate))],
        };
    }

    private static string? PeopleOf(ProposalView proposal) => proposal switch
    {
        { ApprovalsNeeded: <= 1 } => null,
        { Approvals: { Mine: true } a } => $"needs {proposal.ApprovalsNeeded} people, {a.Count} of {proposal.ApprovalsNeeded}: yours is in",
        _ => $"needs {proposal.ApprovalsNeeded} people, {proposal.Approvals.Count} of {proposal.ApprovalsNeeded}",
    };

    private static ImmutableArray<string> UnusualOf(ProposalView proposal) =>
    [
        .. Layer("the values", proposal.Validation.Semantic),
        .. Layer("whether the principal may", proposal.Validation.Authorization),
        .. proposal.Siblings.Where(s => s.Status is CallStatus.Waiting).Select(s => $"another call of the same step waits too: {s.Tool}"),
    ];

    private static IEnumerable<string> Layer(string what, LayerView layer) => layer.Verdict switch
    {
        "noRules" => [$"{what} (no rules)"],
        "couldNotCheck" => [$"{what} (a look-up did not answer)"],
        "failed" => [$"{what}, which fails: {string.Join("; ", layer.Findings.Select(f => f.Text))}"],
        _ => [],
    };
}

/// <summary>A value that the console looked up.</summary>
public sealed record FactRow(string Name, string Text, DateTimeOffset At)
{
    public const string Quota = "quota";

    public static FactRow Of(FactView fact) => new(fact.Name ?? $"{fact.Tool} {fact.Path}", ArgumentRow.TextOf(fact.Value), fact.At);
}
