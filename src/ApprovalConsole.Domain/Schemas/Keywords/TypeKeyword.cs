using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class TypeKeyword(ImmutableArray<string> types) : Keyword
{
    private static readonly string[] Known = ["object", "array", "string", "number", "integer", "boolean", "null"];

    internal static Keyword Read(KeywordText text)
    {
        var types = text.Value.ValueKind == JsonValueKind.String ? [text.Text] : text.Names;
        return types.Length > 0 && types.All(Known.Contains) ? new TypeKeyword(types) : throw text.Unusable($"must be one or more of {string.Join(", ", Known)}.");
    }

    internal override bool Holds(Application at)
    {
        foreach (var type in types)
        {
            if (Is(at.Value, type))
                return true;
        }
        at.Seen.Open();
        var allowed = string.Join(", ", types);
        return at.Fail("type", types.Length == 1 ? $"The value must be of type {allowed}." : $"The value must be of one of the types {allowed}.", allowed);
    }

    private static bool Is(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && ExactNumber.Of(value).IsInteger),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "null",
    };
}
