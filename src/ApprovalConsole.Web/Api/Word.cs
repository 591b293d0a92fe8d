namespace ApprovalConsole.Web.Api;

/// <summary>A word of a closed set in an address, in any case: <c>?status=pending</c>.</summary>
internal readonly record struct Word<T>(T Value) : IParsable<Word<T>> where T : struct, Enum
{
    public static Word<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var word) ? word : throw new FormatException($"There are {string.Join(", ", Enum.GetNames<T>())}.");

    public static T? Read(string? text) => TryParse(text, null, out var word) ? word.Value : null;

    public static bool TryParse(string? s, IFormatProvider? provider, out Word<T> result)
    {
        var isWord = Word.Is(typeof(T), s);
        result = isWord ? new(Enum.Parse<T>(s!, ignoreCase: true)) : default;
        return isWord;
    }
}

/// <summary>What makes a word one of a set.</summary>
internal static class Word
{
    public static bool Is(Type set, string? text) => Enum.TryParse(set, text, ignoreCase: true, out var value) && Enum.IsDefined(set, value) && !char.IsAsciiDigit(text![0]);
}
