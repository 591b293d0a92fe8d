using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>Setups as JSON: every key must be one of theirs, or it would be believed to hold.</summary>
internal static class SetupJson
{
    public static readonly JsonSerializerOptions Options = new(ViewJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, IgnoreReadOnlyProperties = true,
    };

    /// <exception cref="JsonException">The text does not say one.</exception>
    public static T Read<T>(string text) where T : class => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("must be an object");
}
