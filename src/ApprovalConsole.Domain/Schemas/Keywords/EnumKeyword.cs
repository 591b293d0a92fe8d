using System.Collections.Frozen;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary><c>enum</c>, and <c>const</c>, which is a list of one.</summary>
internal sealed class EnumKeyword : Keyword
{
    // A list of every country fits; a list of every product would bury the reader.
    private const int LongestList = 2_000;

    private readonly string _code;
    private readonly FrozenSet<JsonElement> _values;
    private readonly string _allowed;

    private EnumKeyword(string code, IReadOnlyCollection<JsonElement> values)
    {
        _code = code;
        _values = values.ToFrozenSet(JsonEquality.Instance);
        var list = string.Join(", ", values.Select(value => value.GetRawText()));
        _allowed = list.Length <= LongestList ? list : $"{list[..LongestList]}…";
    }

    internal static Keyword Read(KeywordText text) => text.Value.ValueKind == JsonValueKind.Array
        ? new EnumKeyword("enum", [.. text.Value.EnumerateArray()])
        : throw text.Unusable("must be a list of values.");

    internal static Keyword ReadConst(KeywordText text) => new EnumKeyword("const", [text.Value]);

    internal override bool Holds(Application at) => _values.Contains(at.Value) || at.Fail(
        _code, _code == "const" ? "The value must be the one that the schema gives." : "The value must be one of those that the schema lists.", _allowed);
}
