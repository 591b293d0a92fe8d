using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A run as the API shows it.</summary>
/// <param name="Doing">What it is doing, in a few words for a list.</param>
public sealed record RunView(
    string Id, string Kind, string? ParentRunId, string Agent, string Input, PrincipalView OnBehalfOf, RunStatus Status, HaltReason? HaltReason,
    string? HaltMessage, string? Result, int Steps, UsageView Usage, RunLimits Limits, double ActiveSeconds, DateTimeOffset StartedAt,
    DateTimeOffset UpdatedAt, DateTimeOffset? EndedAt, string RequestedBy, ImmutableArray<string> PendingProposals, ImmutableArray<string> UnknownCalls,
    string Doing, JsonElement Metadata, int Version)
{
    /// <summary>Since when something of it has been at work that its active seconds do not hold yet; null while nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? AtWorkSince { get; init; }

    /// <summary>Calls that have a way back, the last one first; null where there are none.</summary>
    public IReadOnlyList<UndoView>? Undoable { get; init; }

    /// <summary>Calls whose outcome is unknown and that a probe is asked about; null where there are none.</summary>
    public IReadOnlyList<ProbeView>? Probes { get; init; }

    /// <summary>Since when nobody knows what became of which call, and who finds out; null where all is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UnknownView>? Unknown { get; init; }

    /// <summary>What it does next, where nothing of it is out; null where there is nothing to do, or something is out.</summary>
    public IReadOnlyList<DueView>? Due { get; init; }

    /// <summary>The runs above a child, the first of the tree in front; null for a run that no other delegated.</summary>
    public IReadOnlyList<Ancestor>? Ancestors { get; init; }

    /// <summary>Runs that work, or worked, for this one, in the order of its calls; null where there are none.</summary>
    public IReadOnlyList<ChildView>? Children { get; init; }

    /// <summary>What the run and all that work for it have used, as far as it has heard; null where it has no children.</summary>
    public TreeView? Tree { get; init; }

    /// <summary>What it asks its principal, while it waits for an answer; null where it asks nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<QuestionView>? Questions { get; init; }

    /// <summary>What its principal has said since the input; null where nothing was said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MessageView>? Messages { get; init; }

    /// <summary>What its agent was when it began, part by part; null where nobody wrote it down.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AgentPrint { get; init; }

    /// <summary>What of its agent is not any more as it was when it began; null where all of it is, and once it has ended. It goes on as the agent is now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DifferenceView>? Changed { get; init; }

    /// <summary>Its own agent and those above it: a stop of any of them holds it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Agents => [.. (Ancestors ?? []).Select(a => a.Agent), Agent];

    /// <summary>True where something sensitive is left out of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Masked { get; init; }

    /// <summary>True where its journal is not what was written: what is said of it was last known, and none of its words are shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Damaged { get; init; }

    /// <summary>What may be shown of a run whose journal is damaged.</summary>
    internal RunView WithoutWords() => this with
    {
        Input = Mask.Mark, OnBehalfOf = new(Mask.Mark, [], JsonElement.Parse("{}")), HaltMessage = HaltMessage is null ? null : Mask.Mark, Result = Result is null ? null : Mask.Mark,
        Doing = "Its journal is damaged", Questions = null, Messages = null, Metadata = JsonElement.Parse("{}"), Masked = true, Damaged = true,
    };

    /// <summary>What may be shown of a run of which nothing can be proven: that a row names it.</summary>
    internal static RunView Unproven(string id) => new RunView(
        id, nameof(RunKind.Agent).ToLowerInvariant(), null, Mask.Mark, "", new("", [], default), RunStatus.Halted, null, null, null, 0, new(0, 0, 0, 0, 0), new(), 0, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null,
        Mask.Mark, [], [], "", default, 0).WithoutWords();

    /// <summary>Of a pipeline those of the agents that it asked; where the agent runs elsewhere, the calls that it asked for.</summary>
    public static int StepsOf(Run run) => run switch
    {
        { Pipeline: not null } => run.TreeStepsTaken,
        { Session: not null } => run.Steps.Length,
        _ => run.StepsTaken,
    };

    /// <summary>All of it: nobody is shown this but by way of <see cref="Masking.Masks"/>.</summary>
    internal static RunView Of(Run run) => new(
        run.Id, run.Kind.ToString().ToLowerInvariant(), run.ParentRunId, run.Agent, run.Input.ToString(), PrincipalView.Of(run.OnBehalfOf),
        run.Status, run.Halt?.Reason, run.Halt?.Message, (run.End?.Text ?? run.Answered?.Text)?.ToString(), StepsOf(run), UsageView.Of(run), run.Limits,
        Math.Round(run.Active.TotalSeconds, 3), run.StartedAt, run.UpdatedAt, run.End?.At, run.RequestedBy.Name,
        [.. run.PendingProposals.Select(p => p.Id)], [.. run.Calls.Values.Where(c => c.Status is CallStatus.Unknown).Select(c => c.Id)],
        RunInWords.Of(run), ViewJson.ObjectIn(run.Metadata), run.Version)
        {
            AtWorkSince = run.AtWorkSince,
            Undoable = UndoView.AllOf(run) is { Count: > 0 } undoable ? undoable : null,
            Probes = ProbeView.AllOf(run) is { Count: > 0 } probes ? probes : null,
            Unknown = UnknownView.AllOf(run) is { Count: > 0 } unknown ? unknown : null,
            Due = DueView.AllOf(run) is { Count: > 0 } due ? due : null,
            Ancestors = run.Ancestry?.Chain,
            Questions = run.Questions is { IsEmpty: false } asked ? [.. asked.Select(QuestionView.Of)] : null,
            Messages = run.Messages is { IsEmpty: false } messages ? [.. messages.Select(MessageView.Of)] : null,
            AgentPrint = run.AgentPrint,
            Children = run.Children.IsEmpty ? null : ChildView.AllOf(run),
            Tree = run.Children.IsEmpty ? null : TreeView.Of(run),
        };
}

/// <summary>What a run asks its principal.</summary>
public sealed record QuestionView(string CallId, string Text)
{
    public static QuestionView Of(ToolCall question) => new(question.Id, AskUserTool.QuestionOf(question.Arguments) ?? Payload.ErasedMark);
}

/// <summary>What a run's principal said after the input.</summary>
/// <param name="BeforeStep">The first step whose model was told it.</param>
/// <param name="By">Who passed it on.</param>
/// <param name="Answers">The calls that asked for it; null where none did.</param>
public sealed record MessageView(string Text, int BeforeStep, string By, DateTimeOffset At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Answers)
{
    public static MessageView Of(Message message) => new(message.Text.ToString(), message.BeforeStep, message.By.Name, message.At, message.Answers.Count == 0 ? null : message.Answers);
}

/// <summary>A call that was carried out and can be taken back, or was.</summary>
/// <param name="UndoRunId">The run that takes it back; null: nobody asked yet.</param>
/// <param name="UndoneBy">Who asked.</param>
public sealed record UndoView(string CallId, string Tool, string? UndoRunId, string? UndoneBy)
{
    public static IReadOnlyList<UndoView> AllOf(Run run) =>
    [
        .. run.Calls.Values.Where(c => c.HasWayBack).OrderByDescending(c => c.Step).ThenByDescending(c => c.Index)
            .Select(c => new UndoView(c.Id, c.Terms!.Tool, c.Undo?.RunId, c.Undo?.By.Name)),
    ];
}

/// <summary>One thing that a run does next.</summary>
/// <param name="What"><c>askModel | validateCall | callTool | startChild | advance | child</c>.</param>
/// <param name="Tool">With <c>callTool</c>.</param>
/// <param name="Agents">With <c>child</c>: whose work is waited for.</param>
public sealed record DueView(string What, string? Tool = null, Reversibility? Reversibility = null, IReadOnlyList<string>? Agents = null)
{
    public static IReadOnlyList<DueView> AllOf(Run run) => run.IsOut ? [] : [.. RunDue.WorkOf(run).Select(effect => effect switch
    {
        Effect.StartChild => new DueView("startChild"),
        Effect.CallTool { CallId: var id } => new DueView("callTool", run.Calls[id].Terms!.Tool, run.Calls[id].Terms!.Reversibility),
        Effect.ValidateCall => new DueView("validateCall"),
        Effect.Advance => new DueView("advance"),
        _ => new DueView("askModel"),
    }), .. run.OpenChildren.Where(c => c.Standing.Status is RunStatus.Running).OrderBy(c => c.RunId, StringComparer.Ordinal).Select(c => new DueView("child", Agents: [c.Agent]))];
}

/// <summary>On whose behalf a run acts.</summary>
public sealed record PrincipalView(string Subject, ImmutableArray<string> Permissions, JsonElement Attributes)
{
    public static PrincipalView Of(Principal principal) =>
        new(principal.Subject.ToString(), principal.Permissions, ViewJson.ObjectIn(principal.Attributes));
}

/// <summary>Tokens and money.</summary>
/// <param name="ReservedUsd">For the model call that is out.</param>
public sealed record UsageView(long InputTokens, long CachedInputTokens, long OutputTokens, decimal CostUsd, decimal ReservedUsd)
{
    /// <summary>A pipeline's own is that of the agents that it asked.</summary>
    public static UsageView Of(Run run)
    {
        var used = run.Pipeline is null ? run.Usage : run.UsedInAll;
        return new(used.InputTokens, used.CachedInputTokens, used.OutputTokens, used.CostUsd, run.ReservedUsd);
    }
}
