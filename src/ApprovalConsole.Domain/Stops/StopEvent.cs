using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Stops;

/// <summary>What has happened to the console's stops. Wire names are a contract: add, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Stopped), "stop.pressed.v1")]
[JsonDerivedType(typeof(PressedAgain), "stop.pressedAgain.v1")]
[JsonDerivedType(typeof(ReleaseProposed), "stop.releaseProposed.v1")]
[JsonDerivedType(typeof(Released), "stop.released.v1")]
public abstract record StopEvent
{
    private StopEvent() { }

    public abstract string StopId { get; init; }

    public abstract Actor By { get; init; }

    /// <summary>Under a key that is not in the database: a row that was written by hand releases nothing.</summary>
    public abstract string Mac { get; init; }

    public abstract DateTimeOffset At { get; init; }

    /// <param name="Scope"><c>all</c>, <c>tool:ID</c> or <c>agent:NAME</c>.</param>
    public sealed record Stopped(string StopId, string Scope, Payload Reason, Actor By, string Mac, DateTimeOffset At) : StopEvent;

    /// <summary>Somebody wants what is stopped to stay so, for a reason of their own: a word for its release that was given before counts no more.</summary>
    public sealed record PressedAgain(string StopId, Payload Reason, Actor By, string Mac, DateTimeOffset At) : StopEvent;

    /// <summary>One admin wants the stop lifted; another has to agree.</summary>
    public sealed record ReleaseProposed(string StopId, Actor By, string Mac, DateTimeOffset At) : StopEvent;

    /// <param name="By">Who proposed it.</param>
    /// <param name="ConfirmedBy">The other admin.</param>
    public sealed record Released(string StopId, Actor By, Actor ConfirmedBy, string Mac, DateTimeOffset At) : StopEvent;
}
