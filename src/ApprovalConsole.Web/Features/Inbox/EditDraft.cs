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
        try
        {
            var text = Raw ?? $"{{{string.Join(',', Fields.Select(f => (f.Name, Json: f.ToJson(Texts[f.Name]))).Where(x => x.Json is not null).Select(x => $"{JsonSerializer.Serialize(x.Name)}:{x.Json}"))}}}";
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object ? new(document.RootElement.Clone(), null) : new(null, "Arguments are an object.");
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return new(null, e is FormatException ? $"{e.Message}." : $"This is not JSON: {e.Message}");
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

    private static EditDraft Filled(EditDraft proposed, ImmutableArray<EditField> built) => proposed with
    {
        Fields = [.. built.Select(f => f with { Was = proposed.Fields.FirstOrDefault(p => p.Name == f.Name)?.Was })],
        Texts = built.ToImmutableDictionary(f => f.Name, f => f.Was ?? ""),
    };
}

/// <param name="Arguments">Null where the draft is not an object yet.</param>
/// <param name="Fault">Why not.</param>
public sealed record DraftArguments(JsonElement? Arguments, string? Fault);
