using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>A policy that is being written, as JSON and in a form at once. The JSON is what will be saved; the form reads and writes its places.</summary>
/// <param name="Text">The JSON as it stands in its box.</param>
/// <param name="Tree">What the text says; what it last said while it does not parse.</param>
/// <param name="Typed">What stands in boxes of the form, by place, where it is not spelled as we would.</param>
public sealed record PolicyDraft(string Text, JsonObject Tree, ImmutableSortedDictionary<string, TypedText> Typed)
{
    private static readonly ImmutableSortedDictionary<string, TypedText> NothingTyped = ImmutableSortedDictionary.Create<string, TypedText>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the text is no JSON object; null where it is one.</summary>
    public PolicyFault? Broken { get; private init; }

    public static PolicyDraft Of(ToolPolicy policy) => Of(PolicyText.Compact(policy));

    public PolicyDraft WithText(string text)
    {
        var (tree, fault) = Parse(text);
        return new(text, tree ?? Tree, NothingTyped) { Broken = fault };
    }

    /// <summary>A box of the form holds this now.</summary>
    public PolicyDraft WithTyped(string place, Spelled how, string text)
    {
        var (value, problem) = Spelling.Read(how, text);
        var typed = Typed.SetItem(place, new(how, text, problem));
        return problem is null ? Rewritten(JsonPlace.With(Tree, place, value), typed) : this with { Typed = typed };
    }

    /// <param name="value">Null takes it away.</param>
    public PolicyDraft With(string place, JsonNode? value) =>
        Rewritten(JsonPlace.With(Tree, place, value), Typed.RemoveRange(Typed.Keys.Where(key => JsonPlace.IsWithin(key, place)).ToList()));

    public PolicyDraft WithItem(string list, JsonNode item) => Rewritten(JsonPlace.WithItem(Tree, list, item), Typed);

    /// <summary>Without the item; a list without items goes too.</summary>
    public PolicyDraft WithoutItem(string list, int index)
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

    /// <summary>The policy, where there is one, and all that keeps it from being saved.</summary>
    /// <param name="faultsOf">What keeps a policy that can be read from being enforced.</param>
    public (ToolPolicy? Policy, ImmutableArray<PolicyFault> Faults) Judge(Func<ToolPolicy, IReadOnlyList<(string Key, string Problem)>> faultsOf)
    {
        if (Broken is { } broken) return (null, [broken]);
        ImmutableArray<PolicyFault> mistyped = [.. Typed.Where(t => t.Value.Problem is not null).Select(t => new PolicyFault(t.Key, t.Value.Problem!))];
        var (policy, unread) = PolicyText.Read(Text);
        if (policy is null) return (null, [unread!, .. mistyped]);
        return (policy, [.. mistyped, .. faultsOf(policy).Select(f => new PolicyFault(f.Key, f.Problem))]);
    }

    public bool Differs(ToolPolicy policy) => Broken is not null || Typed.Any(t => t.Value.Problem is not null) || !JsonNode.DeepEquals(Tree, PolicyText.Compact(policy));

    private static PolicyDraft Of(JsonObject tree) => new(SpreadJson.Of(tree), tree, NothingTyped);

    private static PolicyDraft Rewritten(JsonObject tree, ImmutableSortedDictionary<string, TypedText> typed) => new(SpreadJson.Of(tree), tree, typed);

    private static (JsonObject? Tree, PolicyFault? Fault) Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false }) is JsonObject tree ? (tree, null) : (null, new("", "must be an object: { … }", 0));
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
