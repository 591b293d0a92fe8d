using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Who did something at the console: a person, or a program with a key.</summary>
/// <param name="Subject">Stable identity; with Entra <c>tid/oid</c>.</param>
/// <param name="Name">As shown to others.</param>
/// <param name="Channel">How it came in.</param>
/// <param name="KeyOwner">Whose key it was, where a key was used.</param>
public sealed record Actor(string Subject, string Name, Channel Channel, string? KeyOwner = null)
{
    /// <summary>Acts by itself: expiry, recovery.</summary>
    public static readonly Actor Console = new("console", "the console", Channel.Console);

    /// <summary>Groups of reviewers that the person is in now. Not journaled: what was allowed is, by the decision being there.</summary>
    [JsonIgnore]
    public ImmutableHashSet<string> Groups { get; init; } = [];

    /// <summary>The same person by any of its names: two keys of one owner are one person.</summary>
    public bool IsSameAs(Actor other) => IsCalled(other.Subject) || (other.KeyOwner is { } owner && IsCalled(owner));

    // Whatever their case: on the safe side, a name is one person's.
    public bool IsCalled(string subject) =>
        string.Equals(Subject, subject, StringComparison.OrdinalIgnoreCase) || string.Equals(KeyOwner, subject, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The door something came in by.</summary>
public enum Channel
{
    Console,
    Page,
    Api,
    Mcp,
}
