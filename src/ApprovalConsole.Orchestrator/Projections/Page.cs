using System.Text.Json.Serialization;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A part of a list.</summary>
/// <param name="Next">Goes back as <c>after</c>; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    public const int DefaultTake = 50;
    public const int MostTake = 200;

    internal static int Clamp(int? take) => Math.Clamp(take ?? DefaultTake, 1, MostTake);
}
