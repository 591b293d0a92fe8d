using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ApprovalConsole.Domain.Json;

/// <summary>Reads the text of strings and keys, in which JSON's escapes can hide half a surrogate pair.</summary>
internal static class JsonText
{
    /// <exception cref="ArgumentException">The string holds half a surrogate pair.</exception>
    internal static string Of(JsonElement value) => TryRead(value, out var text) ? text : throw HalfACharacter();

    /// <inheritdoc cref="Of"/>
    internal static string NameOf(JsonProperty member) => TryReadName(member, out var text) ? text : throw HalfACharacter();

    internal static bool TryRead(JsonElement value, [NotNullWhen(true)] out string? text) => Try(value, static v => v.GetString(), out text);

    internal static bool TryReadName(JsonProperty member, [NotNullWhen(true)] out string? name) => Try(member, static m => m.Name, out name);

    // The base library has no question to ask first: it throws where an escape is half a pair.
    private static bool Try<T>(T source, Func<T, string?> read, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = read(source);
        }
        catch (InvalidOperationException)
        {
            text = null;
        }
        return text is not null;
    }

    private static ArgumentException HalfACharacter() => new("A string with half a surrogate pair is not Unicode text.");
}
