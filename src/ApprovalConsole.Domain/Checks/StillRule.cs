using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Checks;

/// <summary>A check that travels with one call: what must still be so when it is made.</summary>
public static class StillRule
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static Payload Write(CheckRule rule) => JsonSerializer.Serialize(rule, Options);

    /// <returns>Null where nothing was laid down; a rule that says nothing, and so never passes, where it was erased.</returns>
    public static CheckRule? Read(Payload? written) => written switch
    {
        null => null,
        { Text: { } text } => JsonSerializer.Deserialize<CheckRule>(text, Options),
        _ => new CheckRule(),
    };
}
