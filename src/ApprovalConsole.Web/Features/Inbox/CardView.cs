using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

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

    /// <summary>One card per view: what replaces it is another card, with buttons of its own.</summary>
    public string Key => $"{Shown.Id}/{Shown.ViewHash}";

    /// <summary>The end of the run's id: enough to tell two apart.</summary>
    public string ShortRun => Shown.RunId.Length <= ShortRunLength ? Shown.RunId : $"…{Shown.RunId[^ShortRunLength..]}";

    public bool IsPending => State is null;

    public bool IsCritical => Shown.Reversibility is Reversibility.Critical;

    /// <summary>Must be opened before the approval is enabled.</summary>
    public IEnumerable<string> MustBeOpened => Arguments.Where(a => a.IsLong).Select(a => a.Name);

    /// <summary>A value that decides holds characters that do not show: whoever approves says how they checked it.</summary>
    public bool HidesSomething => Arguments.Any(a => a.HidesSomething && (a.IsDecisive || Shown.Decisive.IsEmpty));

    /// <summary>A value that decides has nothing of ours behind it: whoever approves opens its source, or says how they checked it.</summary>
    public ArgumentRow? Doubtful(IReadOnlySet<string> sourcesOpened) =>
        Arguments.FirstOrDefault(a => a is { IsDecisive: true, Chip.IsDoubtful: true } && !(a.Chip.CallId is not null && sourcesOpened.Contains(a.Name)));

    public bool NeedsCheckNote => HidesSomething || Doubtful(ImmutableHashSet<string>.Empty) is not null;

    public LikesLine Likes => LikesLine.Of(Shown);

    /// <summary>What has been taken of quotas, as it stood when the proposal was made.</summary>
    public IEnumerable<string> Quotas => Shown.Facts.Where(f => f.Tool == "quota").Select(FactRow.Quota);

    public static CardView Of(ProposalView proposal)
    {
        var title = TitlePart.Of(proposal);
        var arguments = ArgumentRow.Of(proposal);
        return new(
            proposal, title, TitlePart.OnButton(title), arguments, [.. proposal.Facts.Where(f => f.Name is not null).Select(FactRow.Of)], UnusualOf(proposal),
            proposal.Reversibility is Reversibility.Critical ? arguments.FirstOrDefault(a => a is { IsDecisive: true, IsLong: false })?.Text : null,
            PeopleOf(proposal), StateView.Of(proposal));
    }

    /// <summary>Each layer's word.</summary>
    public IEnumerable<(string Name, string Words)> Layers =>
    [
        ("schema", WordsOf(Shown.Validation.Schema)), ("values", WordsOf(Shown.Validation.Semantic)), ("who may", WordsOf(Shown.Validation.Authorization)),
    ];

    /// <summary>What checks read without the policy having given it a name.</summary>
    public IEnumerable<FactRow> LookedUp => Shown.Facts.Where(f => f.Name is null && f.Tool != "quota").Select(FactRow.Of);

    private static string WordsOf(LayerView layer) => layer.Verdict switch
    {
        "passed" => "every rule holds",
        "noRules" => "no rules: nothing was checked",
        "couldNotCheck" => $"could not be checked: {string.Join("; ", layer.Findings.Select(f => f.Text))}",
        _ => string.Join("; ", layer.Findings.Select(f => $"{f.Path} {f.Text}".Trim())),
    };

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
    /// <summary>3 of 20 calls, 120 of 1000 in sum (user, P1D).</summary>
    public static string Quota(FactView fact)
    {
        string? Part(string taken, string of, string what) => fact.Value.TryGetProperty(of, out var most) && most.ValueKind is JsonValueKind.Number
            ? $"{fact.Value.GetProperty(taken)} of {most} {what}" : null;
        var whose = fact.Path.TrimStart('/').Replace("principal", "this user", StringComparison.Ordinal).Replace("tool", "all users", StringComparison.Ordinal).Replace("/", ", ", StringComparison.Ordinal);
        return $"{string.Join(", ", new[] { Part("count", "of", "calls"), Part("sum", "sumOf", "in sum") }.Where(p => p is not null))} taken ({whose})";
    }

    public static FactRow Of(FactView fact) => new(fact.Name ?? $"{fact.Tool} {fact.Path}", ArgumentRow.TextOf(fact.Value), fact.At);
}
