using System.Globalization;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Json;

/// <summary>The words for what <see cref="StrictJson"/> refuses. None repeats a value: it may be personal.</summary>
internal static class StrictFinding
{
    internal static SchemaFinding Malformed(Trail at, long line, long column) => new(at.ToString(), "malformedJson",
        string.Create(CultureInfo.InvariantCulture, $"The text is not valid JSON: it cannot be read past line {line}, byte {column}."),
        "one JSON value as RFC 8259 defines it, without comments or trailing commas");

    internal static SchemaFinding TooDeep(Trail at) => new(at.ToString(), "tooDeep",
        "The value nests objects and arrays too deeply.",
        string.Create(CultureInfo.InvariantCulture, $"at most {StrictJson.MaxDepth} levels"));

    internal static SchemaFinding DuplicateKey(Trail at) => new(at.ToString(), "duplicateKey",
        "An object names this key more than once, and readers differ on which one counts.", "each key once");

    internal static SchemaFinding LoneSurrogate(Trail at) => new(at.ToString(), "loneSurrogate",
        "A string holds half a surrogate pair, which is not a character.", "whole Unicode characters");

    internal static SchemaFinding NumberNotExact(Trail at) => new(at.ToString(), "numberNotExact",
        "A double cannot hold this number as it is written, so a reader may see another number.",
        "at most 15 significant digits, or the number as a string where the tool takes one");
}
