using System.Globalization;

namespace ApprovalConsole.Tests.Retail;

/// <summary>Sums with + - * / and parentheses, in decimals, rounded to cents.</summary>
internal sealed class Calculation
{
    private readonly string _text;
    private int _at;

    private Calculation(string text) => _text = text.Replace(" ", "", StringComparison.Ordinal);

    /// <exception cref="ShopRefusedException">It is no sum.</exception>
    public static string Of(string expression)
    {
        var calculation = new Calculation(expression);
        try
        {
            var result = calculation.Sum();
            if (calculation._at == calculation._text.Length) return decimal.Round(result, 2).ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or ArithmeticException)
        {
            // Said below.
        }

        throw new ShopRefusedException("Error: invalid expression");
    }

    private decimal Sum()
    {
        var value = Product();
        while (true)
        {
            if (Takes('+')) value += Product();
            else if (Takes('-')) value -= Product();
            else return value;
        }
    }

    private decimal Product()
    {
        var value = Factor();
        while (true)
        {
            if (Takes('*')) value *= Factor();
            else if (Takes('/')) value /= Factor();
            else return value;
        }
    }

    private decimal Factor()
    {
        if (Takes('-')) return -Factor();
        if (Takes('('))
        {
            var value = Sum();
            return Takes(')') ? value : throw new FormatException();
        }

        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '.')) _at++;
        return decimal.Parse(_text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }

    private bool Takes(char sign)
    {
        if (_at >= _text.Length || _text[_at] != sign) return false;
        _at++;
        return true;
    }
}
