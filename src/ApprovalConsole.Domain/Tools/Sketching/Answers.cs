using System.Collections.Immutable;
using System.Text.Json;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>What a tool answers: as its server declares it, else as it was seen.</summary>
internal static class Answers
{
    public static ImmutableArray<SchemaLeaf> Of(Tool tool, Recorded recorded) => tool.Definition.OutputSchema is { ValueKind: JsonValueKind.Object } declared && SchemaLeaves.Of(declared) is { IsEmpty: false } leaves
        ? leaves : SchemaLeaves.Seen(recorded.Done(tool.Id).Select(c => c.Result).OfType<JsonElement>().Take(Recorded.FewestToBound));
}
