using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Checks;

/// <summary>A value that the run must have seen in something at least as good as this before it said it itself.</summary>
internal static class GroundingRule
{
    /// <param name="argument">JSON pointer; everything below it counts.</param>
    /// <param name="least"><c>principal</c>, <c>input</c>, <c>record</c> or <c>thirdParty</c>, best first.</param>
    public static IEnumerable<Finding> Findings(string argument, string least, JsonElement arguments, Lazy<ImmutableArray<GroundedValue>> grounding)
    {
        if (!JsonPointer.TryParse(argument, out var pointer) || !Enum.TryParse<Found>(least, ignoreCase: true, out var atLeast))
            return [Checks.Findings.CouldNotCheck(Layer.Semantic, argument, "The policy's rule is malformed.")];
        var parts = pointer.Expand(arguments).Select(p => p.Pointer).ToList();
        if (parts.Count == 0) return [Checks.Findings.Absent(Layer.Semantic, argument)];
        return
        [
            .. parts.Where(part => !grounding.Value.Any(value => IsWithin(value, part))).Select(part => Checks.Findings.Absent(Layer.Semantic, part)), // [] and {} hold nothing that was seen
            .. grounding.Value.Where(value => value.Found > atLeast && parts.Exists(part => IsWithin(value, part)))
                .Select(value => new Finding(Layer.Semantic, value.Path, "notGrounded", "The value was not seen in anything that could stand for it before it was used.", $"{least} or better")),
        ];
    }

    private static bool IsWithin(GroundedValue value, string part) => value.Path == part || value.Path.StartsWith($"{part}/", StringComparison.Ordinal);
}
