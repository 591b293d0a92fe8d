using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Checks;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>A tool of the same server that a check could look things up in.</summary>
/// <param name="Takes">What it cannot be asked without.</param>
/// <param name="Answers">What it answers.</param>
/// <param name="IsAdmitted">It is ReadOnly by policy, so look-ups may ask it.</param>
internal sealed record Reader(Tool Tool, ImmutableArray<string> Name, ImmutableArray<SchemaLeaf> Takes, ImmutableArray<SchemaLeaf> Answers, bool IsAdmitted)
{
    public static ImmutableArray<Reader> Of(Tool tool, IReadOnlyList<Tool> server, Recorded recorded) =>
    [
        .. server.Where(t => t.Id != tool.Id && t is { IsOffered: true, Schema: not null } && ClassLines.MayRead(t)).OrderBy(t => t.Id, StringComparer.Ordinal)
            .Select(t => new Reader(t, NameWords.Of(t.Definition.Name), [.. SchemaLeaves.Of(t.Definition.Schema).Where(l => l.IsRequired)], Sketching.Answers.Of(t, recorded), t.Policy.Reversibility is Reversibility.ReadOnly))
            .Where(r => r.Takes.Length == Required(r.Tool.Definition.Schema)),
    ];

    public ImmutableArray<string> Needs => IsAdmitted ? [] : [Tool.Id];

    /// <summary>Answers all there is, without being told anything.</summary>
    public bool ListsAll => Takes.IsEmpty;

    /// <summary>The one value that it is told.</summary>
    public SchemaLeaf? Key => Takes is [{ IsTop: true } only] ? only : null;

    public LookUp LookUp(SchemaLeaf? leaf, string? path) => new()
    {
        Tool = Tool.Id, Path = path,
        Arguments = JsonSerializer.SerializeToElement(leaf is null ? new JsonObject() : new JsonObject { [Key!.Name] = $"{{{leaf.Pointer}}}" }),
    };

    /// <summary>How plainly it says of the value what is to be known; 0: not at all.</summary>
    public int Fits(SchemaLeaf leaf)
    {
        if (Key is not { } key || Verbs.First(Name) is "search" or "query" or "list" || !(key.Type == leaf.Type || key.Type == "" || leaf.Type == "")) return 0;
        var (asked, given) = (key.Words, leaf.Words);
        var isSame = asked.SequenceEqual(given) && (asked.Length > 1 || IsNamed(leaf));
        var isKindOf = !isSame && asked.Length > 1 && given.Length > asked.Length && given[^asked.Length..].SequenceEqual(asked);
        var isNamed = asked.Length == 1 && given.Length > 1 && given[^1] == asked[0] && Verbs.Noun(Name) is var noun && noun.SequenceEqual(given[..^1]);
        return (isSame ? 40 : isNamed ? 30 : isKindOf ? 20 : 0) + (isSame || isNamed || isKindOf ? (Verbs.Noun(Name) is [.., var last] && given.Contains(last) ? 5 : 0) + (Verbs.First(Name) is "get" or "read" or "fetch" or "describe" ? 2 : 0) : 0);
    }

    // "id" and "path" are names of anything: what the tool is called has to say the same thing.
    private static bool IsNamed(SchemaLeaf leaf) => leaf.Words is ["path"] or ["iban"] or ["sku"] or ["username"] or ["email"];

    private static int Required(JsonElement schema) => schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("required", out var required) && required.ValueKind is JsonValueKind.Array ? required.GetArrayLength() : 0;
}
