using System.Collections.Immutable;

namespace ApprovalConsole.Domain;

/// <summary>A decider's answer to a command: the events it accepts, or a <see cref="Refusal"/>.</summary>
/// <remarks>Accepted with no events means: nothing to do, and that is no error (a repeated command).</remarks>
public abstract record Ruling<TEvent>
{
    private Ruling() { }

    public sealed record Accepted(ImmutableArray<TEvent> Events) : Ruling<TEvent>;

    public sealed record Refused(Refusal Refusal) : Ruling<TEvent>;
}
