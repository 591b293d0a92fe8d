using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Access;

/// <summary>What has happened to who may get in: people blocked, keys made. Wire names are a contract: add, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Blocked), "person.blocked.v1")]
[JsonDerivedType(typeof(Unblocked), "person.unblocked.v1")]
[JsonDerivedType(typeof(KeyCreated), "key.created.v1")]
[JsonDerivedType(typeof(KeyRevoked), "key.revoked.v1")]
public abstract record PersonEvent
{
    private PersonEvent() { }

    public abstract DateTimeOffset At { get; init; }

    /// <summary>Whoever it is does nothing here any more, whatever the identity provider says.</summary>
    /// <param name="Subject">As <see cref="Actor.Subject"/>.</param>
    public sealed record Blocked(string Subject, Payload Name, Payload Reason, Actor By, DateTimeOffset At) : PersonEvent;

    /// <param name="Mac">Under a key that is not in the database: a row that was written by hand lets nobody in again.</param>
    public sealed record Unblocked(string Subject, Actor By, string Mac, DateTimeOffset At) : PersonEvent;

    /// <summary>A program may call with a key from now on.</summary>
    /// <param name="Hash">SHA-256 of the key, lower-case hex; the key itself is nowhere.</param>
    /// <param name="MayAssert">What it may claim of those its runs act for. Null: anything.</param>
    /// <param name="Mac">Under a key that is not in the database: a row that was written by hand opens nothing.</param>
    public sealed record KeyCreated(
        string KeyId, string Name, string Hash, ImmutableArray<string> Roles, MayAssert? MayAssert, Actor By, string Mac, DateTimeOffset At) : PersonEvent;

    public sealed record KeyRevoked(string KeyId, Actor By, DateTimeOffset At) : PersonEvent;
}
