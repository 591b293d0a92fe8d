using System.Collections.Immutable;
using System.Text.Json;

namespace ApprovalConsole.Domain.Tools;

/// <summary>Facts by the name that the policy gave them.</summary>
public static class FactValues
{
    public static IReadOnlyDictionary<string, JsonElement> Of(IEnumerable<Fact> facts) => facts
        .Where(f => f is { Name: not null, Value.Text: not null }).GroupBy(f => f.Name!)
        .ToImmutableDictionary(same => same.Key, same => JsonElement.Parse(same.First().Value.Text!), StringComparer.Ordinal);
}
