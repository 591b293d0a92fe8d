using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>An agent: what it is told, what it may see, which model it asks, where it stops.</summary>
public sealed record AgentSettings
{
    public const string Section = "Agents";

    public required string Instructions { get; init; }

    /// <summary>Tool ids, or <c>source.*</c> for all of a source.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>What it is for, in a sentence: told to agents that may delegate to it.</summary>
    public string Description { get; init; } = "";

    /// <summary>Agents that it may hand parts of its task to. Empty: none, and it does not see the tool for it.</summary>
    public IReadOnlyList<string> DelegatesTo { get; init; } = [];

    /// <summary>Models by purpose (plan, act, repair, answer; summarize may be named and is never asked for), the one to ask first in front. A purpose without a route takes <c>act</c>'s, then any.</summary>
    /// <remarks>After an invalid call or a step without progress the model behind the one that erred is asked; one that does not answer is stood in for by the others.</remarks>
    public IReadOnlyDictionary<string, RouteOrder> Routes { get; init; } = new Dictionary<string, RouteOrder>();

    /// <summary>Leave old results out of requests where that is cheaper. Default true. False: only where a request would not fit otherwise; for tools that must not be asked twice.</summary>
    public bool TrimForCost { get; init; } = true;

    public RunLimits Limits { get; init; } = new();

    /// <summary>The answer is a model call of its own, of the purpose <c>answer</c>, after the agent has said that its work is done. Default false: the reply without calls is the answer.</summary>
    /// <remarks>For routes that let one model work and another write.</remarks>
    public bool AnswerApart { get; init; }

    /// <summary>Whether a final answer is given out as it comes.</summary>
    public AnswerSettings Answer { get; init; } = new();

    /// <summary>How it talks with whom it works for. Default: it asks nothing, ends with its answer, and hears what is said meanwhile.</summary>
    public ConversationSettings Conversation { get; init; } = new();
}

/// <summary>What an agent's answers need before they are given out.</summary>
public sealed record AnswerSettings
{
    /// <summary>Default: nothing.</summary>
    public AnswerNeeds Needs { get; init; }
}
