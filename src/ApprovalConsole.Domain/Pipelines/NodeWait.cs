using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>A wait of a pipeline's node.</summary>
/// <param name="Node">Its path.</param>
public sealed record NodeWait(string Node, DateTimeOffset Until)
{
    [JsonIgnore]
    public bool IsOver { get; init; }
}
