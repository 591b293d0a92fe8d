using System.Text.Json;

namespace ApprovalConsole.SampleDesk.Model;

/// <summary>A call that the model wants to make.</summary>
/// <param name="Tool">The tool's plain name.</param>
/// <param name="Arguments">Values as JSON, as any provider's client hands them over.</param>
internal sealed record Call(string Tool, IReadOnlyDictionary<string, JsonElement> Arguments)
{
    public static Call To(string tool, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var values = new Dictionary<string, JsonElement>();
        foreach (var (name, value) in arguments)
            values[name] = JsonSerializer.SerializeToElement(value);
        return new Call(tool, values);
    }
}
