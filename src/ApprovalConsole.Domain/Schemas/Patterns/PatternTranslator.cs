using System.Globalization;
using System.Text;

namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>Rewrites an ECMA-262 pattern in the base library's words, so that it matches what its author meant.</summary>
internal sealed class PatternTranslator
{
    private const int DeepestGroup = 100;

    // ECMA-262's \b asks for ASCII word characters; .NET's for Unicode's.
    private static readonly string Word = CharacterClasses.Word.ToRegex();
    private static readonly string Boundary = $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))";
    private static readonly string NoBoundary = $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))";

    private static readonly string[] Uncaptured = [":", "=", "!", "<=", "<!"];

    private readonly PatternText _text;
    private readonly List<string?> _groups;
    private readonly StringBuilder _translated = new();
    private bool _needsBacktracking;
    private int _opened;
    private int _depth;

    private PatternTranslator(string source) => (_text, _groups) = (new(source), GroupNames.In(source));

    /// <exception cref="UnusablePatternException">The pattern is malformed, or asks for what is not supported.</exception>
    internal static PatternTranslation Translate(string source)
    {
        var translator = new PatternTranslator(source);
        while (!translator._text.IsAtEnd)
            translator.Next();
        if (translator._depth > 0)
            throw new UnusablePatternException("a ) is missing.");
        return new(translator._translated.ToString(), translator._needsBacktracking);
    }

    private void Next()
    {
        var codePoint = _text.TakeCodePoint();
        switch (codePoint)
        {
            case '\\':
                Escape();
                break;
            case '[':
                Write(ClassReader.Read(_text).ToRegex());
                break;
            case '(':
                Open();
                break;
            case ')':
                Close();
                break;
            case '.':
                Write(CharacterClasses.NotLineEnd.ToRegex());
                break;
            case '$':
                Write(@"\z");                                      // .NET's $ also matches before a last newline
                break;
            case '^' or '|':
                Write(((char)codePoint).ToString());
                break;
            case '*' or '+' or '?':
                Repeat(((char)codePoint).ToString());
                break;
            case '{' when _text.TakeCount() is var (least, most):
                Count(least, most);
                break;
            default:
                Write(CodePointSet.Of(codePoint).ToRegex());
                break;
        }
    }

    private void Write(string translated) => _translated.Append(translated);

    private void Count(int least, int? most)
    {
        if (least > most)
            throw new UnusablePatternException("a repetition counts backwards.");
        Repeat(string.Create(CultureInfo.InvariantCulture, $"{{{least},{most}}}"));
    }

    private void Repeat(string quantifier) => Write(_text.TryTake("?") ? quantifier + "?" : quantifier);

    private void Open()
    {
        if (++_depth > DeepestGroup)
            throw new UnusablePatternException("its groups nest too deeply.");
        if (!_text.TryTake("?"))
        {
            _translated.Append(CultureInfo.InvariantCulture, $"(?<g{++_opened}>");
            return;
        }
        if (Uncaptured.FirstOrDefault(_text.TryTake) is { } kind)
        {
            _needsBacktracking |= kind != ":";
            _translated.Append(CultureInfo.InvariantCulture, $"(?{kind}");
            return;
        }
        if (!_text.TryTake("<"))
            throw new UnusablePatternException("a group starts with (? and something that is not supported.");
        _text.TakeUntil('>');
        _translated.Append(CultureInfo.InvariantCulture, $"(?<g{++_opened}>");
    }

    private void Close()
    {
        if (--_depth < 0)
            throw new UnusablePatternException("a ( is missing.");
        _translated.Append(')');
    }

    private void Escape()
    {
        if (_text.TryTake("b"))
            WriteLookaround(Boundary);
        else if (_text.TryTake("B"))
            WriteLookaround(NoBoundary);
        else if (_text.TryTake("k<"))
            Refer(_groups.IndexOf(_text.TakeUntil('>')) + 1);
        else if (!_text.IsNext('0') && _text.TakeDigits() is { Length: > 0 } digits)
            Refer(int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var group) ? group : 0);
        else
            Write(EscapeReader.Read(_text).ToRegex());
    }

    private void Refer(int group)
    {
        if (group < 1 || group > _groups.Count)
            throw new UnusablePatternException("a back-reference names no group.");
        // A group that took no part matches nothing in .NET and the empty text in ECMA-262: hence the condition.
        WriteLookaround(string.Create(CultureInfo.InvariantCulture, $"(?(g{group})\\k<g{group}>)"));
    }

    private void WriteLookaround(string translated)
    {
        _needsBacktracking = true;
        Write(translated);
    }
}
