using System.Collections.Immutable;
using System.Text.Json;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>A value that arguments or results of a tool can have.</summary>
/// <param name="Pointer"><c>*</c> for every element of a list.</param>
/// <param name="Type">As JSON Schema calls it; empty where it is not said.</param>
/// <param name="IsRequired">It is there in every call, as far as the lists above it have elements.</param>
/// <param name="Description">The server's words.</param>
/// <param name="Schema">Undefined where the value was seen and not declared.</param>
internal sealed record SchemaLeaf(string Pointer, string Type, bool IsRequired, string Description, JsonElement Schema)
{
    /// <summary>The names on the way to it.</summary>
    public ImmutableArray<string> Names { get; } = [.. Pointer.Split('/').Skip(1).Where(s => s != "*")];

    public string Name => Names[^1];

    /// <summary>The words of its name, the last one in the singular.</summary>
    public ImmutableArray<string> Words { get; } = NameWords.Singular(NameWords.Of(Pointer.Split('/').Last(s => s != "*")));

    public bool IsOfList => Pointer.Contains("/*", StringComparison.Ordinal);

    /// <summary>A member of the whole, and no list.</summary>
    public bool IsTop => Names.Length == 1 && !IsOfList;

    public bool IsText => Type is "string" or "";

    public bool IsNumber => Type is "number" or "integer";

    /// <summary>The schema lists what it may be.</summary>
    public bool IsConstant => Type is "boolean" or "null" || (Schema.ValueKind is JsonValueKind.Object && (Schema.TryGetProperty("enum", out _) || Schema.TryGetProperty("const", out _)));

    /// <summary>It names something that exists outside of the call.</summary>
    public bool IsId => !IsConstant && (IsText || Type is "integer") && NameWords.IsId(Words);

    public bool IsAmount => !IsConstant && IsNumber && NameWords.IsAmount(Words);

    /// <summary>It says whereto or for whom.</summary>
    public bool IsTarget => !IsConstant && IsText && NameWords.IsTarget(Words);
}
