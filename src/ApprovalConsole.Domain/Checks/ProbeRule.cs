using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Checks;

/// <summary>A look-up that can tell whether a call was carried out whose answer never came. It must ask about that very call: an equal deed of somebody
/// else would be taken for it.</summary>
/// <remarks><see cref="LookUp.Path"/> null: the whole answer, which must then be an object or a list. What the path does not lead to says nothing.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ProbeRule : LookUp
{
    /// <summary>JSON Schema of what is looked up where the call was carried out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonElement Happened { get; init; }
}
