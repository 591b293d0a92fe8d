namespace ApprovalConsole.Domain.Runs;

/// <summary>What happens only where the agent runs elsewhere.</summary>
public abstract partial record RunEvent
{
    /// <summary>An agent that runs elsewhere will send its calls.</summary>
    public sealed record SessionOpened(Payload SessionId, bool IsOneCall, bool Observes, TimeSpan IdleAfter, DateTimeOffset At) : RunEvent;

    /// <summary>It asked for a call.</summary>
    /// <param name="KeyHash">Of its idempotency key.</param>
    /// <param name="Fingerprint">Of tool and arguments.</param>
    /// <param name="Rationale">Why, in the agent's words; empty where it said nothing.</param>
    public sealed record CallAsked(RequestedCall Call, string KeyHash, string Fingerprint, Payload Rationale, DateTimeOffset At) : RunEvent;

    /// <summary>It asked again, with another key, for what was not settled yet: the call is the one that is under way.</summary>
    public sealed record CallJoined(string CallId, string KeyHash, DateTimeOffset At) : RunEvent;

    /// <summary>The call passed, in a session in which none is sent.</summary>
    public sealed record CallObserved(string CallId, WouldBe Would, DateTimeOffset At) : RunEvent;
}
