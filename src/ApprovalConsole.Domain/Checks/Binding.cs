using System.Collections.Immutable;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Checks;

/// <summary>Which element a check with a wildcard is at: within it, a template with the same leading steps means the same element.</summary>
/// <param name="Pattern">The check's argument, with its stars.</param>
/// <param name="Element">The element's own pointer.</param>
internal sealed record Binding(ImmutableArray<string> Pattern, ImmutableArray<string> Element)
{
    public static readonly Binding None = new([], []);

    public static Binding Of(JsonPointer pattern, string element) => JsonPointer.TryParse(element, out var at) ? new(pattern.Steps, at.Steps) : None;

    /// <summary>The pointer's stars that the binding knows, filled in.</summary>
    public ImmutableArray<string> Bind(ImmutableArray<string> steps)
    {
        var shared = 0;
        while (shared < steps.Length && shared < Pattern.Length && steps[shared] == Pattern[shared]) shared++;
        return [.. Element.Take(shared), .. steps.Skip(shared)];
    }
}
