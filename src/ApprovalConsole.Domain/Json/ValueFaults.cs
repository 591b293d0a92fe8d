using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Json;

/// <summary>Walks a parsed value for what only shows when strings and numbers are read.</summary>
internal sealed class ValueFaults
{
    private readonly ImmutableArray<SchemaFinding>.Builder _findings = ImmutableArray.CreateBuilder<SchemaFinding>();
    private readonly bool _exactNumbers;

    private ValueFaults(bool exactNumbers) => _exactNumbers = exactNumbers;

    /// <param name="value">The value to look through.</param>
    /// <param name="exactNumbers">False for a schema, whose bounds are compared exactly and never sent to a tool.</param>
    internal static ImmutableArray<SchemaFinding> In(JsonElement value, bool exactNumbers = true)
    {
        var faults = new ValueFaults(exactNumbers);
        faults.Visit(value, Trail.Root, depth: 0);
        return faults._findings.ToImmutable();
    }

    private void Visit(JsonElement value, Trail at, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when depth >= StrictJson.MaxDepth:
                _findings.Add(StrictFinding.TooDeep(at));
                break;
            case JsonValueKind.Object:
                VisitMembers(value, at, depth);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                    Visit(item, at.To(index), depth + 1);
                break;
            case JsonValueKind.Undefined:
                _findings.Add(StrictFinding.Malformed(at, 1, 1));  // no value at all must not pass for null
                break;
            case JsonValueKind.String when !JsonText.TryRead(value, out _):
                _findings.Add(StrictFinding.LoneSurrogate(at));
                break;
            case JsonValueKind.Number when _exactNumbers && !IsExact(value):
                _findings.Add(StrictFinding.NumberNotExact(at));
                break;
        }
    }

    private void VisitMembers(JsonElement value, Trail at, int depth)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!JsonText.TryReadName(member, out var name))
            {
                _findings.Add(StrictFinding.LoneSurrogate(at));
                continue;
            }
            if (!names.Add(name))
                _findings.Add(StrictFinding.DuplicateKey(at.To(name)));
            Visit(member.Value, at.To(name), depth + 1);
        }
    }

    // Compared with the shortest text of the double, because that text is what canonical JSON shows and sends: 2⁶⁰ fits a
    // double exactly and is refused all the same, as it would be sent as 1152921504606847000.
    private static bool IsExact(JsonElement number) =>
        number.TryGetDouble(out var nearest) && double.IsFinite(nearest) && ExactNumber.Of(number) == ExactNumber.Of(nearest);
}
