using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Runs;

/// <summary>The user on whose behalf a run acts.</summary>
/// <param name="Permissions">What the principal may do; <c>*</c> stands for all. Empty: nothing.</param>
/// <param name="Attributes">A JSON object of facts about the principal, for the authorization layer.</param>
public sealed record Principal(Payload Subject, ImmutableArray<string> Permissions, Payload Attributes)
{
    /// <summary>As the console knows the same person who signs in here, where a token named the principal: the subject may be another name. Null: not known.</summary>
    public Payload? Identity { get; init; }

    /// <summary>Whether it is whoever acts, by any name; true as well where a name was erased, so that nobody knows.</summary>
    public bool MayBe(Actor actor) => IsOrMayBe(Subject, actor) || (Identity is { } identity && IsOrMayBe(identity, actor));

    public bool Has(string permission) => Permissions.Contains("*") || Permissions.Contains(permission);

    private static bool IsOrMayBe(Payload name, Actor actor) => name.Text is not { } text || actor.IsCalled(text);
}
