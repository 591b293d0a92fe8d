using System.Text.Json.Serialization;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>Something unusual about a proposal: a reason to look, bound to no decision.</summary>
/// <param name="Argument">With <c>firstToRecipient</c>: the pointer of the argument that says to whom. Null otherwise.</param>
/// <param name="Of">With <c>aboveUsual</c>: how many amounts of the tool it was compared with. Null otherwise.</param>
public sealed record MarkView([property: JsonConverter(typeof(CamelCaseWord<MarkKind>))] MarkKind Kind, string? Argument, int? Of);

public enum MarkKind
{
    /// <summary>Nothing that this tool did in 90 days was for the same recipient.</summary>
    FirstToRecipient,

    /// <summary>More money than 95 of 100 of this tool's calls that were carried out in 90 days.</summary>
    AboveUsual,
}
