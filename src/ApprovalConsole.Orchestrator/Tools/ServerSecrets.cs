using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What a server was given to know us by: left out of whatever it says, before anybody else hears it. What it says in another form, in pieces or encoded, is not known for what it is.</summary>
internal sealed class ServerSecrets
{
    /// <summary>Shorter values say little, and stand in much that is no secret.</summary>
    public const int Shortest = 8;

    private readonly IReadOnlyList<string> _secrets;

    /// <param name="given">Headers and variables, as they are sent; of <c>Bearer x</c> the <c>x</c> is one as well.</param>
    public ServerSecrets(IEnumerable<string> given) => _secrets = [.. given.SelectMany(v => new[] { v, v[(v.LastIndexOf(' ') + 1)..] }).Where(v => v.Length >= Shortest).Distinct().OrderByDescending(v => v.Length)];

    public static ServerSecrets Of(McpServerSettings settings, string key) => new(
        settings.Headers.Select(h => Secret.Resolve(h.Value, $"{key}:Headers:{h.Key}")).Concat(settings.Env.Select(e => Secret.Resolve(e.Value, $"{key}:Env:{e.Key}"))));

    public ToolOutcome LeftOut(ToolOutcome outcome) => outcome switch
    {
        ToolOutcome.Succeeded { Result.Text: { } json } when IsIn(json) => new ToolOutcome.Succeeded(InJson(json)),
        ToolOutcome.ReportedError { Message.Text: { } message } => new ToolOutcome.ReportedError(LeftOut(message)),
        ToolOutcome.NotExecuted e => e with { Message = LeftOut(e.Message) },
        ToolOutcome.Unknown e => new ToolOutcome.Unknown(LeftOut(e.Why)),
        _ => outcome,
    };

    public ToolDefinition LeftOut(ToolDefinition definition) => !IsIn(definition.ToJson()) ? definition : new(
        definition.Source, LeftOut(definition.Name), LeftOut(definition.Description), LeftOut(definition.Schema), definition.OutputSchema is { } output ? LeftOut(output) : null,
        definition.Annotations is { } annotations ? LeftOut(annotations) : null);

    private bool IsIn(string json) => _secrets.Any(s => json.Contains(s, StringComparison.OrdinalIgnoreCase) || json.Contains(JsonEncodedText.Encode(s, ViewJson.Options.Encoder).Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>What cannot be read one way stays so, and is found to be that.</summary>
    private string InJson(string json)
    {
        try
        {
            return LeftOut(JsonNode.Parse(json))?.ToJsonString(ViewJson.Options) ?? "null";
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return LeftOut(json);
        }
    }

    private string LeftOut(string text) => _secrets.Aggregate(text, (t, secret) => t.Replace(secret, Mask.Mark, StringComparison.OrdinalIgnoreCase));

    private JsonElement LeftOut(JsonElement value) => JsonElement.Parse(InJson(value.GetRawText()));

    private JsonNode? LeftOut(JsonNode? node) => node switch
    {
        JsonObject o => Renamed(o),
        JsonArray a => new JsonArray([.. a.Select(LeftOut)]),
        JsonValue v when v.ToString() is var text && LeftOut(text) is var left && left != text => JsonValue.Create(left),
        _ => node?.DeepClone(),
    };

    private JsonObject Renamed(JsonObject from)
    {
        var to = new JsonObject();
        foreach (var (name, value) in from) to[LeftOut(name)] = LeftOut(value);
        return to;
    }
}
