using System.Globalization;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>Where recorded calls had their values from.</summary>
internal static class Sources
{
    /// <param name="ToolId">Whose result showed it; null where no result did.</param>
    /// <param name="Path">In that result, <c>*</c> for every element; empty where that is not known.</param>
    public sealed record Source(string? ToolId, string Path, Found Found);

    /// <returns>One for each value that the calls have there.</returns>
    public static IReadOnlyList<Source> Of(SchemaLeaf leaf, IEnumerable<RecordedCall> calls, Recorded recorded) =>
        [.. calls.SelectMany(c => c.Grounding).Where(g => Starred(g.Path) == leaf.Pointer).Select(g => new Source(recorded.Find(g.CallId)?.ToolId, Starred(g.SourcePath ?? ""), g.Found))];

    /// <summary>A pointer to one element as the pointer to all of them.</summary>
    public static string Starred(string pointer) => !JsonPointer.TryParse(pointer, out var parsed) ? pointer
        : string.Concat(parsed.Steps.Select(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "/*" : $"/{JsonPointer.Escape(s)}"));
}
