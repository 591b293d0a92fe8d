using System.Collections.Immutable;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>One tool call of a run, as its events left it.</summary>
/// <param name="Index">Place among the calls of its step: the model's order.</param>
/// <param name="Name">The tool as the model named it.</param>
/// <param name="Asked">The arguments as the model wrote them.</param>
public sealed record ToolCall(string Id, int Step, int Index, string ProviderCallId, string Name, Payload Asked, DateTimeOffset RequestedAt)
{
    public CallStatus Status { get; init; } = CallStatus.Requested;

    /// <summary>Canonical JSON; what is shown, hashed and sent. Null until it was validated.</summary>
    public Payload? Arguments { get; init; }

    public string ArgumentsHash { get; init; } = "";

    public CallTerms? Terms { get; init; }

    public Validation? Validation { get; init; }

    public ImmutableArray<Fact> Facts { get; init; } = [];

    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>The call's latest proposal.</summary>
    public string? ProposalId { get; init; }

    public CallIntent? Intent { get; init; }

    /// <summary>Sendings so far. More than one only for read-only calls, or where the tool takes an idempotency key.</summary>
    public int Sendings { get; init; }

    /// <summary>The result, the error, or a person's words, as the status says.</summary>
    public Payload? Answer { get; init; }

    /// <summary>The arguments before a reviewer changed them; null where nobody did.</summary>
    public Payload? ArgumentsBeforeEdit { get; init; }

    /// <summary>The model is no longer shown the answer, only that there was one.</summary>
    public bool IsTrimmed { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>What people ruled of sendings whose outcome was unknown, by execution id.</summary>
    public ImmutableDictionary<string, SettledOutcome> Rulings { get; init; } = ImmutableDictionary<string, SettledOutcome>.Empty;

    /// <summary>How it is asked after while its outcome is unknown; null where it is not.</summary>
    public Probing? Probing { get; init; }

    /// <summary>Since when its outcome is unknown; null where it is not.</summary>
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>Who finds out what became of it, while its outcome is unknown; null: nobody has said so.</summary>
    public OutcomeOwner? OutcomeOwner { get; init; }

    /// <summary>What a probe looked up that settled the outcome; null where no probe did.</summary>
    public Fact? SettledBy { get; init; }

    /// <summary>Sendings whose late answer said otherwise than people had ruled.</summary>
    public ImmutableHashSet<string> Contradictions { get; init; } = [];

    /// <summary>The call of another run that this one takes back.</summary>
    public string? Undoes { get; init; }

    /// <summary>What must still be so whenever the call is validated; null where nothing must.</summary>
    public CheckRule? Still { get; init; }

    /// <summary>Stands for the run's answer: nothing is sent, and no limit on calls counts it.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>The node of the pipeline that wants it, as a path; null where no pipeline does.</summary>
    public string? Node { get; init; }

    /// <summary>A pipeline's question to a person: nothing is sent, and only an answer in the tool's place settles it well.</summary>
    public bool IsQuestion => Node is not null && Name == ChooseTool.Id;

    /// <summary>What would have become of it; null unless its session is only observed, and while it is not settled.</summary>
    public WouldBe? Would { get; init; }

    /// <summary>Starts a child run.</summary>
    public bool IsDelegation => Terms?.Tool == DelegateTool.Id;

    /// <summary>Asks the principal: nothing is sent, and their next message answers it.</summary>
    public bool AsksPrincipal => Terms?.Tool == AskUserTool.Id;

    /// <summary>Says that the work is done and the answer is next.</summary>
    public bool EndsWork => Terms?.Tool == DoneTool.Id;

    /// <summary>Is the answer to a pipeline's question.</summary>
    public bool Decides => Terms?.Tool == DecideTool.Id;

    /// <summary>The run that takes this call back; null where none was asked to.</summary>
    public UndoStart? Undo { get; init; }

    /// <summary>An earlier sending was lost, and nobody has said what became of it: the call may have happened, though it is still open.</summary>
    public bool HasLostSending => !IsSettled
        && Enumerable.Range(1, Math.Max(0, Status is CallStatus.Out or CallStatus.Unknown ? Sendings - 1 : Sendings)).Any(n => !Rulings.ContainsKey(ExecutionIdOf(n)));

    /// <summary>The equal call of another run that this one waits for before it is sent; null where it waits for none.</summary>
    public string? BlockedBy { get; init; }

    /// <summary>The latest sending.</summary>
    public string ExecutionId => ExecutionIdOf(Sendings);

    /// <summary>What people ruled of the latest sending.</summary>
    public SettledOutcome? RuledOutcome => Rulings.TryGetValue(ExecutionId, out var ruled) ? ruled : null;

    /// <summary>Carried out, by the tool or by a person in its place.</summary>
    public bool IsDone => Status is CallStatus.Succeeded or CallStatus.Responded;

    /// <summary>The tool carried it out, and it is of a class that has a way back.</summary>
    public bool HasWayBack => this is { Status: CallStatus.Succeeded, Terms.Reversibility: Reversibility.Reversible };

    public bool IsSettled => Status >= CallStatus.Succeeded;

    /// <summary>It is not sent before a proposal of it was approved, and none is waiting: it lacks the room for one.</summary>
    public bool MustBeProposed => Status is CallStatus.Ready && (Terms is { NeedsPerson: true } || ProposalId is not null || RuledOutcome is SettledOutcome.SendAgain);

    /// <summary>Not read-only: sent at most once, in the model's order. A call that was not validated yet counts as a write.</summary>
    public bool IsWrite => Terms is not { Reversibility: Reversibility.ReadOnly };

    public string ExecutionIdOf(int sending) => $"{Id}.x{sending}";
}

/// <summary>A sending in flight.</summary>
public sealed record CallIntent(string ExecutionId, Owner Owner, DateTimeOffset Deadline, DateTimeOffset At);

/// <summary>Who had a call taken back, and by which run.</summary>
public sealed record UndoStart(string RunId, Actor By, DateTimeOffset At);

/// <summary>Who has taken it on to find out what became of a call, and when.</summary>
public sealed record OutcomeOwner(Actor By, DateTimeOffset At);
