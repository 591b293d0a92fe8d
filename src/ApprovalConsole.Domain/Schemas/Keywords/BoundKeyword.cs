using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary>The four bounds of a number.</summary>
internal sealed class BoundKeyword : Keyword
{
    private readonly KeywordText _text;
    private readonly ExactNumber _bound;
    private readonly string _allowed;
    private readonly Func<int, bool> _within;

    private BoundKeyword(KeywordText text, string words, Func<int, bool> within) =>
        (_text, _bound, _allowed, _within) = (text, text.Number, $"{words} {text.Value.GetRawText()}", within);

    internal static Keyword Maximum(KeywordText text) => new BoundKeyword(text, "at most", order => order <= 0);

    internal static Keyword ExclusiveMaximum(KeywordText text) => new BoundKeyword(text, "less than", order => order < 0);

    internal static Keyword Minimum(KeywordText text) => new BoundKeyword(text, "at least", order => order >= 0);

    internal static Keyword ExclusiveMinimum(KeywordText text) => new BoundKeyword(text, "greater than", order => order > 0);

    internal override bool Holds(Application at) =>
        at.Value.ValueKind != JsonValueKind.Number
        || _within(ExactNumber.Of(at.Value).CompareTo(_bound))
        || at.Fail(_text.Name, $"The number must be {_allowed}.", _allowed);
}
