using System.Collections.Immutable;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain;

/// <summary>Why a command was not accepted: a value, for everything that a person, a program or a model can cause.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">A sentence that says what was wrong and what would be right.</param>
public sealed record Refusal(RefusalCode Code, string Message)
{
    /// <summary>The findings of a layer, for <see cref="RefusalCode.ValidationFailed"/>.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Which budget, for <see cref="RefusalCode.BudgetExhausted"/>.</summary>
    public BudgetShortage? Budget { get; init; }
}

/// <summary>The closed family of reasons. On the wire in camelCase; add, never rename.</summary>
public enum RefusalCode
{
    UnknownRun, UnknownProposal, UnknownCall, UnknownAgent, UnknownTool, UnknownChange,
    InvalidRequest, ValidationFailed, ReasonMissing,
    AlreadyDecided, Changed, Stale, Expired, HashMismatch, DecisionReused, IdempotencyKeyReused,
    SeparationOfDuties, BeyondAuthority, SignInAgain, Blocked,
    RunEnded, NotHalted, NotUnknown, BudgetExhausted, GrantTooLarge, PolicyChanged,
    CouldNotCheck, CannotUndo, LikeUnknown, NotDecided, RunNotEnded,
    UnknownStop, UnknownBudget, Stopped, GateUnproven,
    RevealFirst, TooManyReveals,
    AgentGone,
    UnknownDestination,
    Halted,
    TooManyMessages,
    UnknownModel,
}
