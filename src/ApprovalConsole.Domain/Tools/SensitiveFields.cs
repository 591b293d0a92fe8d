using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools;

/// <summary>Values that people see masked, unless they decide on them now or have revealed them. JSON pointers, <c>*</c> for every item or member; what a
/// pointer names is sensitive with all that is in it. Model, tool and journal have the true values.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SensitiveFields
{
    /// <summary>Pointers into the arguments.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Pointers into the result.</summary>
    public ImmutableArray<string> Result { get; init; } = [];

    [JsonIgnore]
    public bool IsEmpty => Arguments.IsDefaultOrEmpty && Result.IsDefaultOrEmpty;

    /// <summary>What either of them names.</summary>
    public static SensitiveFields? Both(SensitiveFields? one, SensitiveFields? other) => one is null || other is null ? one ?? other
        : new() { Arguments = [.. one.Arguments.Union(other.Arguments)], Result = [.. one.Result.Union(other.Result)] };

    /// <summary>A pointer of <paramref name="before"/> that <paramref name="after"/> names neither itself, nor with something it lies in; null where there is none.</summary>
    public static string? Uncovered(SensitiveFields? before, SensitiveFields? after) =>
        First(before?.Arguments, after?.Arguments) ?? First(before?.Result, after?.Result);

    private static string? First(ImmutableArray<string>? before, ImmutableArray<string>? after) =>
        (before ?? []).FirstOrDefault(path => !(after ?? []).Any(other => Covers(other, path)));

    private static bool Covers(string path, string other) => path == other
        || (JsonPointer.TryParse(path, out var one) && JsonPointer.TryParse(other, out var two) && one.Steps.Length <= two.Steps.Length
            && one.Steps.Zip(two.Steps).All(pair => pair.First == "*" || pair.First == pair.Second));
}
