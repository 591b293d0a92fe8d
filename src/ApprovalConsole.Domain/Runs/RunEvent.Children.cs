using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Pipelines;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What child runs do.</summary>
public abstract partial record RunEvent
{
    /// <summary>A child is about to be started; its share is reserved.</summary>
    public sealed record ChildIntended(
        string CallId, string ChildRunId, string Agent, Payload Task, RunLimits Limits, Share Share, AnswerNeeds AnswerNeeds, DateTimeOffset At) : RunEvent
    {
        /// <summary>What the child's agent was, part by part; null: nobody wrote it down.</summary>
        public string? AgentPrint { get; init; }

        /// <summary>The answers that a pipeline will take of it; null: no pipeline asks.</summary>
        public Choice? Choice { get; init; }
    }

    /// <summary>A child stands otherwise than before.</summary>
    public sealed record ChildMoved(string CallId, ChildStanding Standing, double ActiveMs, DateTimeOffset At) : RunEvent;

    /// <summary>A child has ended; what it left of its share is free again.</summary>
    /// <param name="Words">Its answer, or why there is none.</param>
    public sealed record ChildEnded(string CallId, ChildStanding Standing, Payload Words, double ActiveMs, DateTimeOffset At) : RunEvent;
}
