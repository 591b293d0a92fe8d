using System.Collections.Immutable;
using System.Text.Json;

namespace ApprovalConsole.Domain.Checks;

/// <summary>What a look-up of a policy came to.</summary>
internal abstract record LookedUp
{
    private LookedUp() { }

    /// <summary>Every value at the path, of all answers together.</summary>
    public sealed record Values(ImmutableArray<JsonElement> Items) : LookedUp;

    /// <summary>A template of its arguments names nothing.</summary>
    public sealed record Absent(string Hole) : LookedUp;

    public sealed record Refused : LookedUp;

    public sealed record CouldNotCheck(string Why) : LookedUp;

    /// <summary>The question has been put; there is no answer yet.</summary>
    public sealed record Pending : LookedUp;
}
