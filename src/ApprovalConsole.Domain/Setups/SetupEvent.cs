using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Setups;

/// <summary>What admins have laid down of agents and of what models cost, over what the settings say. Wire names are a contract: add, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Set), "setup.set.v1")]
[JsonDerivedType(typeof(ChangeProposed), "setup.changeProposed.v1")]
[JsonDerivedType(typeof(ChangeRejected), "setup.changeRejected.v1")]
public abstract record SetupEvent
{
    private SetupEvent() { }

    /// <summary>As in <see cref="SetupScope"/>.</summary>
    public abstract string Of { get; init; }

    public abstract DateTimeOffset At { get; init; }

    /// <param name="Version">Counts what was laid down of this one from 1.</param>
    /// <param name="Terms">All of it as JSON, defaults too: what a later console takes for a default changes nothing of it.</param>
    /// <param name="SettingsHash">Of what the settings said when it was laid down.</param>
    /// <param name="Mac">Under a key that is not in the database: a row that was written by hand lets no agent do more.</param>
    public sealed record Set(string Of, int Version, string Terms, string SettingsHash, Actor By, string Mac, DateTimeOffset At) : SetupEvent
    {
        /// <summary>The second admin, where one had to agree.</summary>
        public Actor? ConfirmedBy { get; init; }
    }

    /// <summary>What holds once another admin agrees.</summary>
    /// <param name="Version">The version that was edited: once it has moved, nobody can agree any more.</param>
    public sealed record ChangeProposed(string Of, string ChangeId, int Version, string Terms, Actor By, string Mac, DateTimeOffset At) : SetupEvent;

    /// <summary>An admin turned it down, or took it back.</summary>
    public sealed record ChangeRejected(string Of, string ChangeId, Actor By, DateTimeOffset At) : SetupEvent;
}
