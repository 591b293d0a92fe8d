using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>An edit under way, as every box of the form sees it.</summary>
/// <param name="Schema">Of the tool's arguments, where it is about a tool.</param>
public sealed record Edit(JsonDraft Draft, ImmutableArray<DraftFault> Faults, EventCallback<JsonDraft> OnChange, JsonElement Schema = default)
{
    /// <summary>While the JSON does not parse the form only shows what it last said.</summary>
    public bool IsShut => Draft.Broken is not null;

    /// <summary>The first fault at a place or within it.</summary>
    public string? FaultWithin(string place) => Faults.FirstOrDefault(f => f.Key.Length > 0 && JsonPlace.IsWithin(f.Key, place))?.Problem;

    /// <summary>Faults at exactly one of these places: of a rule as a whole, that no box of its own shows.</summary>
    public IEnumerable<string> FaultsAt(params string[] places) => Faults.Where(f => places.Contains(f.Key, StringComparer.OrdinalIgnoreCase)).Select(f => f.Problem);

    public Task TypeAsync(string place, Spelled how, string text) => OnChange.InvokeAsync(Draft.WithTyped(place, how, text));

    public Task SetAsync(string place, JsonNode? value) => OnChange.InvokeAsync(Draft.With(place, value));

    public Task AddAsync(string list, JsonNode item) => OnChange.InvokeAsync(Draft.WithItem(list, item));

    public Task RemoveAsync(string list, int index) => OnChange.InvokeAsync(Draft.WithoutItem(list, index));

    /// <summary>Pointers to the tool's arguments, as its schema names them.</summary>
    public IEnumerable<string> Arguments => Properties.Select(p => $"/{Domain.Json.JsonPointer.Escape(p.Name)}");

    /// <summary>The first number among the arguments, or the first at all: what a new rule is most likely about.</summary>
    public string LikelyArgument => (Properties.FirstOrDefault(p => p.Value.ValueKind is JsonValueKind.Object && p.Value.TryGetProperty("type", out var type) && type.ToString() is "number" or "integer") is { Value.ValueKind: not JsonValueKind.Undefined } number
        ? number.Name : Properties.Select(p => p.Name).FirstOrDefault()) ?? "";

    private IEnumerable<JsonProperty> Properties =>
        Schema.ValueKind is JsonValueKind.Object && Schema.TryGetProperty("properties", out var p) && p.ValueKind is JsonValueKind.Object ? p.EnumerateObject() : [];
}
