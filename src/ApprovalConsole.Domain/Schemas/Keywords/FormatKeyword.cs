using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;
using ApprovalConsole.Domain.Schemas.Formats;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary><c>format</c>: an annotation to the specification, an assertion at the boundary for the formats known there.</summary>
internal sealed class FormatKeyword(Format format) : Keyword
{
    internal static Keyword? Read(KeywordText text) => Format.Find(text.Text) is { } format ? new FormatKeyword(format) : null;

    internal override bool Holds(Application at) =>
        !at.AssertsFormats
        || at.Value.ValueKind != JsonValueKind.String
        || format.Holds(at.Value.GetString()!)
        || at.Fail("format", $"The text must be {format.Words}.", format.Example);
}
