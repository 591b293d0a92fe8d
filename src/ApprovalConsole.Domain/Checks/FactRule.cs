using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Checks;

/// <summary>A value that reviewers are shown by name; read again before the call is sent, and stale if it differs.</summary>
public sealed record FactRule : LookUp
{
    /// <summary>As titles and effects use it: <c>{facts/total}</c> or, with a unit, <c>{facts/total:USD}</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the look-up names nothing, the fact is left out. Default no: the call fails.</summary>
    public bool Optional { get; init; }
}
