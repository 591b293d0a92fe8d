namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Kinds of entries that are no events of a stream. Add, never rename.</summary>
public static class AuditKinds
{
    /// <summary>The log's first entry: it names the instance, and how many events are older than the log.</summary>
    public const string Begun = "audit.begun.v1";

    public const string SignedIn = "signIn.succeeded.v1";
    public const string SignInFailed = "signIn.failed.v1";
    public const string SignedOut = "signIn.ended.v1";

    /// <summary>A decision, grant, policy or other order that was not taken.</summary>
    public const string Refused = "attempt.refused.v1";

    /// <summary>An address that the caller's roles do not open.</summary>
    public const string Forbidden = "attempt.forbidden.v1";

    /// <summary>More attempts of one caller, or of strangers together, than are written down one by one.</summary>
    public const string More = "attempt.more.v1";

    public const string EvidenceTaken = "evidence.taken.v1";
    public const string Revealed = "value.revealed.v1";
    public const string Erased = "texts.erased.v1";
    public const string Adopted = "audit.adopted.v1";

    /// <summary>What model calls had cost up to here: a start counts on from it.</summary>
    public const string SpendCounted = "spend.counted.v1";

    /// <summary>The journal could not be written for a while, and can be again.</summary>
    public const string WasUnavailable = "journal.wasUnavailable.v1";

    /// <summary>The journal is not what the log says it was: nothing is sent until it is adopted.</summary>
    public const string Broken = "audit.broken.v1";

    /// <summary>Somebody outside is told nothing from here on: by an admin's word, or their own.</summary>
    public const string DestinationDisabled = "destination.disabled.v1";
    public const string DestinationEnabled = "destination.enabled.v1";
    public const string DeliveryResent = "delivery.resent.v1";
}
