using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>Settings that are being written, as JSON and in a form at once. The JSON is what will be saved; the form reads and writes its places.</summary>
/// <param name="Text">The JSON as it stands in its box.</param>
/// <param name="Tree">What the text says; what it last said while it does not parse.</param>
/// <param name="Typed">What stands in boxes of the form, by place, where it is not spelled as we would.</param>
public sealed record JsonDraft(string Text, JsonObject Tree, ImmutableSortedDictionary<string, TypedText> Typed)
{
    private static readonly ImmutableSortedDictionary<string, TypedText> NothingTyped = ImmutableSortedDictionary.Create<string, TypedText>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the text is no JSON object; null where it is one.</summary>
    public DraftFault? Broken { get; private init; }

    public static JsonDraft Of(JsonObject tree) => new(SpreadJson.Of(tree), tree, NothingTyped);

    public JsonDraft WithText(string text)
    {
        var (tree, fault) = Parse(text);
        return new(text, tree ?? Tree, NothingTyped) { Broken = fault };
    }

    /// <summary>A box of the form holds this now.</summary>
    public JsonDraft WithTyped(string place, Spelled how, string text)
    {
        var (value, problem) = Spelling.Read(how, text);
        var typed = Typed.SetItem(place, new(how, text, problem));
        return problem is null ? Rewritten(JsonPlace.With(Tree, place, value), typed) : this with { Typed = typed };
    }

    /// <param name="value">Null takes it away.</param>
    public JsonDraft With(string place, JsonNode? value) =>
        Rewritten(JsonPlace.With(Tree, place, value), Typed.RemoveRange(Typed.Keys.Where(key => JsonPlace.IsWithin(key, place)).ToList()));

    public JsonDraft WithItem(string list, JsonNode item) => Rewritten(JsonPlace.WithItem(Tree, list, item), Typed);

    /// <summary>Without the item; a list without items goes too.</summary>
    public JsonDraft WithoutItem(string list, int index)
    {
        var left = new JsonArray([.. Items(list).Where((_, i) => i != index).Select(i => i?.DeepClone())]);
        return With(list, left.Count == 0 ? null : left);
    }

    public JsonNode? Read(string place) => JsonPlace.Read(Tree, place);

    public JsonArray Items(string list) => Read(list) as JsonArray ?? [];

    /// <summary>What a box shows: what was typed, as long as that is what the JSON says.</summary>
    public string TextAt(string place, Spelled how)
    {
        var said = Spelling.Write(how, Read(place));
        if (!Typed.TryGetValue(place, out var typed)) return said;
        return typed.Problem is not null || Spelling.Write(how, Spelling.Read(how, typed.Text).Value) == said ? typed.Text : said;
    }

    /// <summary>What the text says, where it can be read, and all that keeps it from being saved.</summary>
    /// <param name="read">What the text says, or why it says nothing.</param>
    /// <param name="faultsOf">What keeps one that can be read from being held to.</param>
    public (T? Value, ImmutableArray<DraftFault> Faults) Judge<T>(Func<string, (T? Value, DraftFault? Fault)> read, Func<T, IReadOnlyList<(string Key, string Problem)>> faultsOf) where T : class
    {
        if (Broken is { } broken) return (null, [broken]);
        ImmutableArray<DraftFault> mistyped = [.. Typed.Where(t => t.Value.Problem is not null).Select(t => new DraftFault(t.Key, t.Value.Problem!))];
        var (value, unread) = read(Text);
        if (value is null) return (null, [unread!, .. mistyped]);
        return (value, [.. mistyped, .. faultsOf(value).Select(f => new DraftFault(f.Key, f.Problem))]);
    }

    public bool Differs(JsonObject holds) => Broken is not null || Typed.Any(t => t.Value.Problem is not null) || !JsonNode.DeepEquals(Tree, holds);

    private static JsonDraft Rewritten(JsonObject tree, ImmutableSortedDictionary<string, TypedText> typed) => new(SpreadJson.Of(tree), tree, typed);

    private static (JsonObject? Tree, DraftFault? Fault) Parse(string text)
    {
        try
        {
            if (JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false }) is not JsonObject tree) return (null, new("", "must be an object: { … }", 0));
            return StrictJson.TryParse(text, out _, out var findings) ? (tree, null) : (null, new("", findings[0].Message, 0));
        }
        catch (InvalidOperationException)
        {
            return (null, new("", "A key holds half a character.", 0)); // it cannot be compared with the others
        }
        catch (System.Text.Json.JsonException e)
        {
            return (null, new("", $"This is not JSON: {e.Message.Split(" LineNumber: ")[0]}", (int?)e.LineNumber ?? 0, (int?)e.BytePositionInLine));
        }
    }
}

/// <summary>What stands in a box of the form.</summary>
/// <param name="Problem">Why it says no value; null where it does.</param>
public sealed record TypedText(Spelled How, string Text, string? Problem);
