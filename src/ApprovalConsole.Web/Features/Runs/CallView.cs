using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Inbox;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>One tool call of a step, for the timeline.</summary>
/// <param name="Brief">The arguments in one line.</param>
/// <param name="Arguments">In full: canonical where they were validated, as the model wrote them where not.</param>
/// <param name="People">Who answered the proposal, and how.</param>
/// <param name="WaitsAt">The proposal to decide; null where none waits.</param>
public sealed record CallView(
    string Id, string Name, string Brief, string Arguments, Reversibility? Class, string? Rule, CallStatus Status, string State, string? Answer,
    ImmutableArray<string> Findings, ImmutableArray<string> People, ImmutableArray<CallEdit> Edits, string? WaitsAt, TimeSpan? Took)
{
    private const int LongestBrief = 90;

    private static readonly JsonSerializerOptions Spread = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The run that works, or worked, on it.</summary>
    public ChildView? Child { get; init; }

    /// <summary>What is asked about it while its outcome is unknown; null where nothing is.</summary>
    public ProbeView? Probe { get; init; }

    /// <summary>Who finds out what became of it; null: nobody.</summary>
    public string? OutcomeOwner { get; init; }

    /// <summary>Who let it go.</summary>
    public ImmutableArray<Actor> ApprovedBy { get; init; } = [];

    /// <summary>What a probe looked up that settled the outcome; null where none did.</summary>
    public string? Evidence { get; init; }

    /// <summary>What has changed since it was proposed; null where nothing has, and of a call that does not wait.</summary>
    public string? Since { get; init; }

    /// <summary>A pipeline's question to a person: nothing is sent, and so it has no class.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Its way back; null where it has none, or did not happen.</summary>
    public CallUndoView? Undo { get; init; }

    /// <summary>What each layer said; empty where it was not asked.</summary>
    public ImmutableArray<string> Layers { get; init; } = [];

    /// <summary>Where each value was seen before; empty of a call that no person was asked about.</summary>
    public ImmutableArray<SeenValue> Seen { get; init; } = [];

    /// <summary>What the console looked up itself for the checks.</summary>
    public ImmutableArray<string> LookedUp { get; init; } = [];

    public bool IsUnknown => Status is CallStatus.Unknown;

    public static CallView Of(Run run, ToolCall call)
    {
        var proposal = call.ProposalId is { } id ? run.Proposals.GetValueOrDefault(id) : null;
        var arguments = (call.Arguments ?? call.Asked).ToString();
        return new(
            call.Id, call.Name, Shortened(arguments), Pretty(arguments), call.IsQuestion || call.AsksPrincipal || call.IsDelegation ? null : call.Terms?.Reversibility, call.Terms?.Rule, call.Status, run.Children.TryGetValue(call.Id, out var child) ? StateOf(child) : StateOf(call),
            call.Answer is { } answer ? Pretty(answer.ToString()) : null, [.. FindingsOf(call)], [.. proposal is null ? [] : PeopleOf(proposal)], EditsOf(call),
            proposal is { IsPending: true } ? proposal.Id : null, call is { Intent: { } intent, SettledAt: { } settled } ? settled - intent.At : null)
        {
            IsQuestion = call.IsQuestion,
            ApprovedBy = [.. proposal?.Approvals.Select(a => a.By) ?? []],
            Layers = call.Validation is { } checks ? [.. LayerWords.Of(ValidationView.Of(checks)).Select(l => $"{l.Name}: {LayerWords.Verdict(l.Layer.Verdict)}")] : [],
            Seen = [.. proposal is null ? [] : proposal.Grounding.Select(g => GroundingView.Of(g)).Select(g => new SeenValue(g.Path, SeenWords.Of(g.Found, g.CallId is { } at ? run.Calls.GetValueOrDefault(at)?.Name : null, g.SourcePath)))],
            LookedUp = [.. call.Facts.Where(f => f.Tool != FactRow.Quota).Select(f => FactRow.Of(FactView.Of(f))).Select(f => $"{f.Name}: {f.Text}")],
            Undo = CallUndoView.Of(run, call),
            Probe = ProbeView.Of(call),
            OutcomeOwner = call.OutcomeOwner?.By.Name,
            Evidence = call.SettledBy is { } looked ? $"{looked.Tool} {looked.Path} at {looked.At.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}: {looked.Value}" : null,
            Child = run.Children.IsEmpty ? null : ChildView.AllOf(run).FirstOrDefault(c => c.CallId == call.Id),
        };
    }

    private static string StateOf(Child child) => child.Standing.Status switch
    {
        RunStatus.Running => "works on it",
        RunStatus.AwaitingDecision => "waits for a reviewer",
        RunStatus.Halted => "is halted and waits for more",
        RunStatus.OutcomeUnknown => "outcome unknown",
        RunStatus.Completed => "has answered",
        var ended => ended.ToString().ToLowerInvariant(),
    };

    private static string StateOf(ToolCall call) => call.Status switch
    {
        CallStatus.Requested => "asked for",
        CallStatus.Ready or CallStatus.Approved when call.BlockedBy is not null => "waits: an equal call of another run is out, or its outcome is unknown",
        CallStatus.Ready when call.AsksPrincipal => "waits for an answer",
        CallStatus.Responded when call.AsksPrincipal => "answered",
        CallStatus.Ready => "may go",
        CallStatus.Waiting => "waits for a reviewer",
        CallStatus.Approved => "approved, not sent yet",
        CallStatus.Out => "sent, no answer yet",
        CallStatus.Unknown => "outcome unknown",
        CallStatus.Succeeded when call.SettledBy is not null => "happened, a look-up found out",
        CallStatus.Succeeded when call.RuledOutcome is not null => "happened, a person found out",
        CallStatus.Succeeded when call.IsTrimmed => "done; the model is no longer shown the answer",
        CallStatus.Succeeded => "done",
        CallStatus.Failed => "failed, nothing happened",
        CallStatus.Refused => "refused",
        CallStatus.Revised => "sent back",
        CallStatus.Responded => "answered by a person",
        CallStatus.Observed => call.Would is WouldBe.Pending ? "observed: a person would be asked; nothing was sent" : "observed: it would go unasked; nothing was sent",
        _ => call.Status.ToString().ToLowerInvariant(),
    };

    private static IEnumerable<string> FindingsOf(ToolCall call)
    {
        var findings = call.Findings.IsEmpty ? call.Validation?.Findings ?? [] : call.Findings;
        return findings.Select(f => $"{f.Layer.ToString().ToLowerInvariant()} {f.Path} {f.Message}{(f.Allowed is { } allowed ? $" Allowed: {allowed}" : "")}");
    }

    private static IEnumerable<string> PeopleOf(Proposal proposal) => proposal.Decision switch
    {
        null => [],
        { Kind: DecisionKind.Approve or DecisionKind.Edit } d =>
            [$"{(d.Kind is DecisionKind.Edit ? "Edited and approved" : "Approved")} by {string.Join(" and ", proposal.Approvals.Select(a => a.By.Name))}{Because(d)}", .. proposal.Approvals.Where(a => a.Checked is not null).Select(a => $"{a.By.Name} checked: {a.Checked}")],
        var d => [$"{Verb(d.Kind)} by {d.By.Name}{Because(d)}"],
    };

    private static string Verb(DecisionKind kind) => kind switch
    {
        DecisionKind.Reject => "Rejected",
        DecisionKind.Revise => "Sent back",
        _ => "Answered in the tool's place",
    };

    private static string Because(SettledDecision decision) => decision.Reason.ToString() is { Length: > 0 } reason ? $": {reason}" : "";

    private static ImmutableArray<CallEdit> EditsOf(ToolCall call) => call is { ArgumentsBeforeEdit.Text: { } was, Arguments: { Text: { } now } }
        ? [.. ArgumentsDiff.Between(was, now).Select(c => new CallEdit(c.Path, Text(c.Was), Text(c.Is)))] : [];

    private static string Text(JsonNode? node) => node?.ToJsonString(Spread) ?? "left out";

    private static string Shortened(string text) => VisibleText.Plain(text.Length <= LongestBrief ? text : $"{text[..LongestBrief]}…");

    private static string Pretty(string text)
    {
        if (text.TrimStart() is not ['{' or '[', ..]) return text;
        try
        {
            return JsonSerializer.Serialize(JsonElement.Parse(text), Spread);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return text; // as the model wrote it
        }
    }
}

/// <summary>Where one value of the arguments was seen.</summary>
public sealed record SeenValue(string Path, string Where);

/// <summary>One argument that a reviewer changed.</summary>
public sealed record CallEdit(string Path, string Was, string Is);
