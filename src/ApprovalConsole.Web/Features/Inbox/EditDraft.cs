using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Arguments that a reviewer is changing: field by field, or as one JSON text.</summary>
/// <param name="Texts">What stands in each field.</param>
/// <param name="Raw">The JSON text; null while the form is in use.</param>
public sealed record EditDraft(ImmutableArray<EditField> Fields, ImmutableDictionary<string, string> Texts, string? Raw)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static EditDraft From(JsonElement schema, JsonElement arguments)
    {
        var fields = EditField.From(schema, arguments);
        return new(fields, fields.ToImmutableDictionary(f => f.Name, f => f.Was ?? ""), null);
    }

    /// <summary>What is kept of it until it is finished.</summary>
    public string ToDocument() => JsonSerializer.Serialize(new KeptDraft(Texts, Raw));

    /// <summary>As somebody left it: of the fields, those that there are still. What cannot be read is not theirs any more.</summary>
    public EditDraft Restored(string document)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptDraft>(document) is { Texts: { } texts } kept
                ? this with { Texts = Texts.SetItems(texts.Where(t => t.Value is not null && Texts.ContainsKey(t.Key))), Raw = kept.Raw } : this;
        }
        catch (JsonException)
        {
            return this;
        }
    }

    public EditDraft With(string name, string text) => this with { Texts = Texts.SetItem(name, text) };

    public EditDraft WithRaw(string text) => this with { Raw = text };

    public bool IsChanged(EditField field) => Texts[field.Name] != (field.Was ?? "");

    /// <summary>From the form to JSON, or back where the JSON is an object.</summary>
    public EditDraft Toggled(JsonElement schema, JsonElement proposed) => (Raw, Build()) switch
    {
        (null, { Arguments: { } built }) => this with { Raw = ArgumentRow.TextOf(built) },
        (null, _) => this with { Raw = ArgumentRow.TextOf(proposed) },
        (_, { Arguments: { } built }) => Filled(From(schema, proposed), EditField.From(schema, built)),
        _ => From(schema, proposed),
    };

    /// <summary>The arguments as they would be sent, or what keeps them from being any.</summary>
    public DraftArguments Build()
    {
        if (Raw is { } raw) return Read(raw);
        var (members, faults) = (new List<string>(), ImmutableDictionary.CreateBuilder<string, string>());
        foreach (var field in Fields)
        {
            try
            {
                if (field.ToJson(Texts[field.Name]) is { } json) members.Add($"{JsonSerializer.Serialize(field.Name)}:{json}");
            }
            catch (FormatException e)
            {
                faults[field.Name] = $"{e.Message}.";
            }
        }

        return faults.Count == 0 ? Read($"{{{string.Join(',', members)}}}") : new(null, null) { Faults = faults.ToImmutable() };
    }

    /// <summary>Whether a finding at this pointer has a field of the form to stand at.</summary>
    public bool HasField(string path) => Raw is null && Fields.Any(f => $"{path}/".StartsWith($"/{JsonPointer.Escape(f.Name)}/", StringComparison.Ordinal));

    /// <summary>Arguments that are not as proposed, old and new.</summary>
    public IEnumerable<(string Name, string Was, string Is)> Changed(JsonElement proposed)
    {
        if (Build().Arguments is not { } built) return [];
        static string Text(JsonElement whole, string name) => whole.TryGetProperty(name, out var value) ? ArgumentRow.TextOf(value) : "(left out)";
        return proposed.EnumerateObject().Concat(built.EnumerateObject()).Select(p => p.Name).Distinct()
            .Select(name => (name, Text(proposed, name), Text(built, name))).Where(x => x.Item2 != x.Item3);
    }

    private static DraftArguments Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object ? new(document.RootElement.Clone(), null) : new(null, "Arguments are an object.");
        }
        catch (JsonException e)
        {
            return new(null, e.LineNumber is { } line ? $"This is not JSON: it cannot be read past line {line + 1}, byte {(e.BytePositionInLine ?? 0) + 1}." : $"This is not JSON: {e.Message}");
        }
    }

    /// <summary>Not what was proposed.</summary>
    public bool Differs(JsonElement proposed)
    {
        if (Build().Arguments is not { } built) return false;
        try
        {
            return CanonicalJson.Of(built) != CanonicalJson.Of(proposed);
        }
        catch (ArgumentException)
        {
            return true; // no single spelling: the schema layer will say so
        }
    }

    private sealed record KeptDraft(IReadOnlyDictionary<string, string> Texts, string? Raw);

    private static EditDraft Filled(EditDraft proposed, ImmutableArray<EditField> built) => proposed with
    {
        Fields = [.. built.Select(f => f with { Was = proposed.Fields.FirstOrDefault(p => p.Name == f.Name)?.Was })],
        Texts = built.ToImmutableDictionary(f => f.Name, f => f.Was ?? ""),
    };
}

/// <param name="Arguments">Null where the draft is not an object yet.</param>
/// <param name="Fault">Why not, where no field can say it.</param>
public sealed record DraftArguments(JsonElement? Arguments, string? Fault)
{
    /// <summary>Why not, field by field.</summary>
    public ImmutableDictionary<string, string> Faults { get; init; } = ImmutableDictionary<string, string>.Empty;
}
