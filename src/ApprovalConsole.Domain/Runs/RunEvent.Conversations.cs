namespace ApprovalConsole.Domain.Runs;

/// <summary>What happens only where a principal says more than the input.</summary>
public abstract partial record RunEvent
{
    /// <summary>The principal said something more; it answers what was asked.</summary>
    /// <param name="By">Who passed it on.</param>
    public sealed record MessageReceived(string MessageId, Actor By, Payload Text, DateTimeOffset At) : RunEvent;

    /// <summary>The principal did not answer in time.</summary>
    public sealed record CallUnanswered(string CallId, DateTimeOffset At) : RunEvent;

    /// <summary>The answer was given out, and the run may go on.</summary>
    public sealed record Answered(Payload Text, DateTimeOffset At) : RunEvent;
}
