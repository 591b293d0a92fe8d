using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>What a watcher gets: a journaled event, or a piece of text that is being written.</summary>
/// <param name="Seq">The event's version in the run's stream; null for foam, which may be lost.</param>
/// <param name="Type">The event's wire name, or <c>text.delta</c>.</param>
/// <param name="Said">What <see cref="Data"/> writes out.</param>
public sealed record RunItem([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Seq, DateTimeOffset? At, string Type, object Said)
{
    public const string TextDelta = "text.delta";

    /// <summary>The event as it is shown, or the piece of text. Written out each time it is asked for: who reads along in the process itself wants no JSON.</summary>
    public JsonElement Data => JsonSerializer.SerializeToElement(Said, ViewJson.Options);

    internal object Said { get; } = Said;

    /// <summary>The event as it is shown; null for foam.</summary>
    [JsonIgnore]
    internal RunEvent? Shown => Said as RunEvent;

    /// <summary>True where it is not told yet who approved, nor what they said, because others still decide: read it again once the call is settled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Undisclosed { get; init; }
}
