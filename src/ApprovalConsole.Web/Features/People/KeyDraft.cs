using System.Collections.Immutable;
using ApprovalConsole.Domain.Access;

namespace ApprovalConsole.Web.Features.People;

/// <summary>A key as it is being filled in.</summary>
public sealed class KeyDraft
{
    public string Name { get; set; } = "";

    public string Role { get; set; } = Security.Roles.Operator;

    public string Subjects { get; set; } = "";

    public string Permissions { get; set; } = "";

    public string Agents { get; set; } = "";

    /// <summary>Null where nothing is bounded.</summary>
    public MayAssert? ToBounds() => new MayAssert(ListOf(Permissions), ListOf(Subjects), ListOf(Agents)) is { Permissions: null, Subjects: null, Agents: null } ? null
        : new(ListOf(Permissions), ListOf(Subjects), ListOf(Agents));

    public static string BoundsOf(MayAssert? bounds) => bounds is null ? "anything" : string.Join("; ", new[]
    {
        (bounds.Subjects, "subjects"), (bounds.Permissions, "permissions"), (bounds.Agents, "agents"),
    }.Where(b => b.Item1 is not null).Select(b => $"{b.Item2} {string.Join(", ", b.Item1!.Value)}"));

    private static ImmutableArray<string>? ListOf(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } words ? [.. words] : null;
}
