using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A proposal as the API shows it, and as a decision is bound to it.</summary>
/// <param name="Why">Why it waits: the class and the rule that decided it.</param>
/// <param name="Asked">The principal's own words.</param>
/// <param name="Rationale">What the agent said when it asked for the call; unverified.</param>
/// <param name="Siblings">The other calls of the same step.</param>
public sealed record ProposalView(
    string Id, int Revision, string RunId, string CallId, string Agent, string Tool, string Title, string? TitleTemplate, JsonElement Arguments,
    string ArgumentsHash, JsonElement? OriginalArguments, string ViewHash, Reversibility Reversibility, string Why, string? Effect,
    ImmutableArray<string> Decisive, ImmutableArray<FactView> Facts, ProposalStatus Status, DateTimeOffset RequestedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? HoldUntil, int ApprovalsNeeded, ApprovalsView Approvals, ValidationView Validation, ImmutableArray<GroundingView> Grounding,
    string Asked, string OnBehalfOf, int Step, int StepLimit, decimal CostUsd, ImmutableArray<CallBeforeView> Before, ImmutableArray<SiblingView> Siblings,
    string Rationale, string? Supersedes, ImmutableArray<DifferenceView> Difference, DecisionView? Decision, OutcomeView? Outcome)
{
    /// <summary>Calls of other runs for the same deed, or with the same tool for the same principal, in the last 90 days; newest first, at most 20.
    /// Null in lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<LikeView>? Likes { get; init; }

    /// <summary>What is unusual about it beside what its tool did in the last 90 days. A hint: no decision is bound to it. Null in lists, once it is answered, and beside a masked
    /// proposal, where it would tell which values are equal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<MarkView>? Marks { get; init; }

    /// <summary>Its agent runs elsewhere: steps are the calls that it asked for, and what its model costs is not known here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFromOutside { get; init; }

    /// <summary>The equal call of another run that keeps this approved one from being sent until its outcome is known; null where none does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BlockedBy { get; init; }

    /// <summary>Why a proposal that was approved waits for people again, or for one more of them, in words; null where it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WaitsAgain { get; init; }

    /// <summary>More than an agent of the console's own may make; a session goes on for long.</summary>
    private const int MostBefore = 100;

    private const string LostApprovals = "It was approved by somebody who has been blocked since, before it was sent: that approval counts no more.";

    /// <summary>Remarks that people left for each other; where several decide, those of others are shown once it is settled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int CommentCount { get; init; }

    /// <summary>The remarks themselves, the oldest in front. Null in lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<CommentView>? Comments { get; init; }

    /// <summary>Whose it is to decide first; null: nobody's in particular.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HandOverView? HandedOver { get; init; }

    /// <summary>Who was told that it waits for long; null where nobody was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EscalationTarget? EscalatedTo { get; init; }

    /// <summary>The proposal that took this one's place; null where none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SupersededBy { get; init; }

    /// <summary>The runs above the proposal's, the first of the tree in front; null where no run delegated it. What was asked is then the last one's words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Ancestor>? Ancestors { get; init; }

    /// <summary>What its run's principal has said since the input; null where nothing was said. It binds no decision, and may be a reason for one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MessageView>? Said { get; init; }

    /// <summary>The tool's definition that it was proposed under; a decision is bound to it. Null in rows that an older console wrote.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DefinitionHash { get; init; }

    /// <summary>The policy's version that it was proposed under; a decision is bound to it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PolicyVersion { get; init; }

    /// <summary>What its run's agent was when the run began, part by part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AgentPrint { get; init; }

    /// <summary>What it rests on and is not any more as it was when it was proposed; null where all of it is. While there is something, nobody's approval lets the call go: it is checked
    /// anew, and where it still passes a new proposal takes its place. Only what the <c>agent</c> is keeps nobody from approving.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DifferenceView>? Changed { get; init; }

    /// <summary>Why an approval would come to nothing as things are, in words; null where nothing is known to keep the call from being sent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CannotGo { get; init; }

    /// <summary>True where something sensitive is left out of it: then it has no hashes, for nobody decides on what they do not see.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Masked { get; init; }

    /// <summary>True where its run's journal is not what was written: what is said of it was last known, none of its words are shown, and nobody decides on it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Damaged { get; init; }

    /// <summary>What may be shown of a proposal whose run's journal is damaged.</summary>
    internal ProposalView WithoutWords() => this with
    {
        Title = "Its journal is damaged", Arguments = JsonElement.Parse("{}"), ArgumentsHash = "", OriginalArguments = null, ViewHash = "", Effect = null, Facts = [], Validation = new(LayerView.None, LayerView.None, LayerView.None),
        Grounding = [], Asked = Mask.Mark, Said = null, OnBehalfOf = Mask.Mark, Rationale = Mask.Mark, Difference = [], HandedOver = null, Decision = null, Outcome = null, Changed = null, CannotGo = null, Masked = true, Damaged = true,
    };

    /// <summary>What may be shown of a proposal of which nothing can be proven: that a row names it.</summary>
    internal static ProposalView Unproven(string id) => new ProposalView(
        id, 1, RunControl.RunOf(id), "", Mask.Mark, Mask.Mark, "", null, default, "", null, "", Reversibility.Irreversible, "", null, [], [], ProposalStatus.Pending, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch,
        null, 1, new(0), new(LayerView.None, LayerView.None, LayerView.None), [], "", "", 0, 0, 0, [], [], "", null, [], null, null).WithoutWords();

    /// <summary>All of it: nobody is shown this but by way of <see cref="Proposals.ProposalViews"/>.</summary>
    internal static ProposalView Of(Run run, Proposal proposal)
    {
        var call = run.Calls[proposal.CallId];
        var step = run.Steps[call.Step - 1];
        return new(
            proposal.Id, proposal.Revision, run.Id, call.Id, run.Agent, proposal.Terms.Tool, proposal.Terms.Title.ToString(), proposal.Terms.TitleTemplate,
            Parsed(proposal.Arguments), proposal.ArgumentsHash, proposal.OriginalArguments is { } was ? Parsed(was) : null, proposal.ViewHash,
            proposal.Terms.Reversibility, proposal.Terms.Rule, proposal.Terms.Effect.Text is { Length: > 0 } effect ? effect : null, proposal.Terms.Decisive,
            [.. proposal.Facts.Select(FactView.Of)], run.StatusOf(proposal), proposal.RequestedAt,
            proposal.ExpiresAt, proposal.HoldUntil, proposal.Terms.ApprovalsNeeded, new(proposal.Approvals.Length), ValidationView.Of(proposal.Validation),
            [.. proposal.Grounding.Select(GroundingView.Of)], run.Input.ToString(), run.OnBehalfOf.Subject.ToString(), call.Step, run.Session is null ? run.Limits.Iterations : run.Limits.Calls, run.Usage.CostUsd,
            [.. run.Steps.Where(s => s.Number < call.Step).SelectMany(s => run.CallsOf(s)).TakeLast(MostBefore).Select(CallBeforeView.Of)],
            [.. run.CallsOf(step).Where(c => c.Id != call.Id).Select(c => new SiblingView(c.Id, c.Name, c.Status, c.ProposalId))],
            step.Text.ToString(), proposal.Supersedes,
            [.. proposal.Difference.Select(d => new DifferenceView(d.Source, d.Path, d.Was.ToString(), d.Is.ToString()))],
            DecisionView.Of(proposal), OutcomeView.Of(run, proposal, call))
        {
            IsFromOutside = run.Session is not null,
            BlockedBy = call.ProposalId == proposal.Id ? call.BlockedBy : null,
            Ancestors = run.Ancestry?.Chain,
            Said = run.Messages.IsEmpty ? null : [.. run.Messages.Select(MessageView.Of)],
            DefinitionHash = proposal.Terms.DefinitionHash,
            PolicyVersion = proposal.Terms.PolicyVersion,
            AgentPrint = run.AgentPrint,
            WaitsAgain = proposal is { IsPending: true, HasLostApprovals: true } && run.End is null ? LostApprovals : null,
            CommentCount = proposal.Comments.Length,
            HandedOver = HandOverView.Of(proposal),
            EscalatedTo = proposal.EscalatedAt is null ? null : proposal.Terms.Escalation!.To,
            SupersededBy = run.Proposals.Values.FirstOrDefault(p => p.Supersedes == proposal.Id)?.Id,
        };
    }

    internal static JsonElement Parsed(Payload json) => json.Text is { } text ? JsonElement.Parse(text) : JsonElement.Parse($"\"{Payload.ErasedMark}\"");
}

/// <summary>A value that the console looked up itself.</summary>
public sealed record FactView(string? Name, string Tool, string Path, JsonElement Value, DateTimeOffset At)
{
    public static FactView Of(Fact fact) => new(fact.Name, fact.Tool, fact.Path, ProposalView.Parsed(fact.Value), fact.At);
}

/// <param name="Mine">Whether the reader's own approval is among them; set where the reader is known.</param>
public sealed record ApprovalsView(int Count, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Mine = null);

/// <summary>Where a value was seen before.</summary>
/// <param name="Found"><c>principal | input | record | thirdParty | echo | constant | notFound | tooShort</c>.</param>
/// <param name="CallId">The call whose result showed it.</param>
/// <param name="SourcePath">Pointer into that result, or into the principal's attributes.</param>
public sealed record GroundingView(string Path, string Found, string? CallId, string? SourcePath)
{
    public static GroundingView Of(GroundedValue value) => new(value.Path, JsonNamingPolicy.CamelCase.ConvertName(value.Found.ToString()), value.CallId, value.SourcePath);
}

/// <summary>A call that the run made before.</summary>
public sealed record CallBeforeView(string CallId, string Tool, CallStatus Status)
{
    public static CallBeforeView Of(ToolCall call) => new(call.Id, call.Name, call.Status);
}

/// <summary>A call of another run that is like this one.</summary>
/// <param name="IsSameDeed">The same effect; else the same tool for the same principal. Never true beside a masked proposal: there it would tell whether values are equal.</param>
public sealed record LikeView(string RunId, string CallId, string Status, bool IsSameDeed, DateTimeOffset At);

/// <summary>Another call of the same step.</summary>
public sealed record SiblingView(string CallId, string Tool, CallStatus Status, string? ProposalId);

/// <summary>What changed since an earlier version of the proposal.</summary>
public sealed record DifferenceView(string Source, string Path, string Was, string Is);

/// <summary>How a proposal was answered.</summary>
/// <param name="Decision">As it is sent: <c>approve | edit | revise | reject | respond</c>.</param>
public sealed record DecisionView([property: JsonConverter(typeof(CamelCaseWord<DecisionKind>))] DecisionKind Decision, string By, string Channel, string Reason, DateTimeOffset At)
{
    /// <summary>How those who approved checked what stood in no evidence, each with their name; null where nobody said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<CheckedView>? Checked { get; init; }

    public static DecisionView? Of(Proposal proposal) => proposal.Decision is { } d
        ? new(d.Kind, d.By.Name, d.By.Channel.ToString().ToLowerInvariant(), d.Reason.ToString(), d.At) { Checked = CheckedView.Of(proposal) }
        : null;
}

/// <summary>How one person checked what stood in no evidence.</summary>
public sealed record CheckedView(string By, string How)
{
    public static ImmutableArray<CheckedView>? Of(Proposal proposal)
    {
        ImmutableArray<CheckedView> said = [.. proposal.Approvals.Where(a => a.Checked is not null).Select(a => new CheckedView(a.By.Name, a.Checked!.Value.ToString()))];
        return said.IsEmpty ? null : said;
    }
}

/// <summary>What became of the call.</summary>
public sealed record OutcomeView(CallStatus Status, string? Answer, DateTimeOffset? At)
{
    public static OutcomeView? Of(Run run, Proposal proposal, ToolCall call) =>
        call.ProposalId == proposal.Id && (call.IsSettled || call.Status is CallStatus.Unknown) ? new(call.Status, call.Answer?.ToString(), call.SettledAt) : null;
}

/// <summary>The three layers' reports.</summary>
public sealed record ValidationView(LayerView Schema, LayerView Semantic, LayerView Authorization)
{
    public static ValidationView Of(Validation validation) =>
        new(LayerView.Of(validation.Schema), LayerView.Of(validation.Semantic), LayerView.Of(validation.Authorization));
}

/// <summary>One layer's report.</summary>
/// <param name="Verdict"><c>passed | failed | noRules | couldNotCheck</c>.</param>
public sealed record LayerView(string Verdict, ImmutableArray<FindingView> Findings)
{
    public static LayerView Of(LayerReport report) => new(
        JsonNamingPolicy.CamelCase.ConvertName(report.Verdict.ToString()),
        [.. report.Findings.Select(f => new FindingView(f.Code, f.Path, f.Message))]);

    internal static readonly LayerView None = new("couldNotCheck", []);
}

/// <summary>One finding of a layer.</summary>
public sealed record FindingView(string Code, string Path, string Text);
