using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Stops;

/// <summary>An order to the console's stops. Time and ids arrive in it.</summary>
public abstract record StopCommand
{
    private StopCommand() { }

    /// <param name="StopId">Of the stop that this makes, where there is none of the scope yet.</param>
    public sealed record Press(string StopId, StopScope Scope, Payload Reason, Actor By, DateTimeOffset At) : StopCommand;

    /// <summary>An admin's word that a stop may be lifted: the first proposes it, another one lifts it.</summary>
    public sealed record Release(string StopId, Actor By, DateTimeOffset At) : StopCommand
    {
        /// <summary>Who was blocked, and when: their word counts no more.</summary>
        public ImmutableArray<Blocking> Blocked { get; init; } = [];
    }
}
