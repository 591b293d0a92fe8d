using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Checks;

/// <summary>A read that the console makes itself to check a call: a tool of class ReadOnly, on behalf of the same principal.</summary>
/// <remarks>Two seconds. The tool's own checks do not apply, and the model never hears the answer.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record LookUp
{
    /// <summary>A look-up may take an argument from another look-up, and no further.</summary>
    public const int MostNested = 2;

    /// <summary>Id of the tool to ask.</summary>
    public string Tool { get; init; } = "";

    /// <summary>Its arguments. A text <c>{/order_id}</c> stands for the call's argument, <c>{principal.attributes.user_id}</c> for the user's; an object
    /// with <c>Tool</c> is a look-up whose values are taken one by one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // without it a look-up that takes no arguments could be read and not be written
    public JsonElement Arguments { get; init; }

    /// <summary>JSON pointer into the answer, <c>*</c> for every element. Null: the whole answer, which must then be an object or a list.</summary>
    public string? Path { get; init; }

    /// <summary>Reads an argument that is itself a look-up.</summary>
    public static LookUp? Nested(JsonElement argument)
    {
        if (argument.ValueKind is not JsonValueKind.Object || Member(argument, "tool") is not { ValueKind: JsonValueKind.String } tool) return null;
        return new()
        {
            Tool = tool.GetString()!,
            Arguments = Member(argument, "arguments") ?? default,
            Path = Member(argument, "path") is { ValueKind: JsonValueKind.String } path ? path.GetString() : null,
        };
    }

    private static JsonElement? Member(JsonElement value, string name) =>
        value.EnumerateObject().Where(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(m => (JsonElement?)m.Value).FirstOrDefault();
}
