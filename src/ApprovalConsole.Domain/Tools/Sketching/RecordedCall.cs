using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Masking;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>A call as the journal has it, with what is sensitive in it masked: nothing is learned from that.</summary>
/// <param name="Result">Null where there is none that can be read.</param>
/// <param name="IsDone">It was carried out.</param>
/// <param name="Subject">Whom it was for; null where the name was erased.</param>
/// <param name="Attributes">Of whom it was for; null where nothing is known.</param>
/// <param name="Grounding">Where the run had seen its values.</param>
public sealed record RecordedCall(
    string Id, string RunId, int Step, string ToolId, JsonElement Arguments, JsonElement? Result, bool IsDone, string? Subject, JsonElement? Attributes, ImmutableArray<GroundedValue> Grounding)
{
    /// <summary>The values at a pointer, <c>*</c> for every element; none of those that are masked.</summary>
    public IEnumerable<JsonElement> At(string pointer) => Of(Arguments, pointer);

    /// <summary>As <see cref="At"/>, of its result.</summary>
    public IEnumerable<JsonElement> ResultAt(string pointer) => Result is { } result ? Of(result, pointer) : [];

    public static bool IsMasked(JsonElement value) => value.ValueKind is JsonValueKind.String && value.GetString()!.Contains(Mask.Mark, StringComparison.Ordinal);

    private static IEnumerable<JsonElement> Of(JsonElement whole, string pointer) =>
        JsonPointer.TryParse(pointer, out var parsed) ? parsed.Expand(whole).Select(p => p.Value).Where(v => !IsMasked(v)) : [];
}

/// <summary>The calls that a sketch rests on: of the tool itself, and of others in the same runs.</summary>
public sealed record Recorded(ImmutableArray<RecordedCall> Calls)
{
    /// <summary>Where all of so many calls agree, that is no accident.</summary>
    public const int FewestToAgree = 5;

    /// <summary>Bounds and shapes are learned from no fewer: what comes next may be a little otherwise.</summary>
    public const int FewestToBound = 20;

    public static readonly Recorded Nothing = new([]);

    private readonly ILookup<string, RecordedCall> _byId = Calls.ToLookup(c => c.Id, StringComparer.Ordinal);

    /// <summary>Calls of a tool that were carried out.</summary>
    public ImmutableArray<RecordedCall> Done(string toolId) => [.. Calls.Where(c => c.ToolId == toolId && c.IsDone)];

    public RecordedCall? Find(string? callId) => callId is null ? null : _byId[callId].FirstOrDefault();

    /// <summary>Attributes that the users of recorded calls have, by name.</summary>
    public ImmutableSortedSet<string> Attributes { get; } = [.. Calls.Where(c => c.Attributes is { ValueKind: JsonValueKind.Object }).SelectMany(c => c.Attributes!.Value.EnumerateObject().Select(p => p.Name))];
}
