using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary>The bounds on how long a string, an array or an object may be.</summary>
internal sealed class SizeKeyword : Keyword
{
    private readonly string _code;
    private readonly JsonValueKind _kind;
    private readonly Func<JsonElement, int> _size;
    private readonly int _bound;
    private readonly bool _isMaximum;
    private readonly string _message;

    private SizeKeyword(KeywordText text, JsonValueKind kind, Func<JsonElement, int> size, string words)
    {
        (_code, _kind, _size, _bound) = (text.Name, kind, size, text.Count);
        _isMaximum = text.Name.StartsWith("max", StringComparison.Ordinal);
        _message = $"The value must have {Allowed} {words}.";
    }

    internal static Keyword MaxLength(KeywordText text) => new SizeKeyword(text, JsonValueKind.String, Size.InCodePoints, "characters");

    internal static Keyword MinLength(KeywordText text) => MaxLength(text);

    internal static Keyword MaxItems(KeywordText text) => new SizeKeyword(text, JsonValueKind.Array, value => value.GetArrayLength(), "items");

    internal static Keyword MinItems(KeywordText text) => MaxItems(text);

    internal static Keyword MaxProperties(KeywordText text) => new SizeKeyword(text, JsonValueKind.Object, value => value.GetPropertyCount(), "properties");

    internal static Keyword MinProperties(KeywordText text) => MaxProperties(text);

    private string Allowed => _isMaximum ? Size.AtMost(_bound) : Size.AtLeast(_bound);

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != _kind)
            return true;
        var size = _size(at.Value);
        return (_isMaximum ? size <= _bound : size >= _bound) || at.Fail(_code, _message, Allowed);
    }
}
