using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>One argument as it is shown: in full, or counted.</summary>
/// <param name="Text">A string's own characters; any other value as canonical JSON, spread over lines where it is nested.</param>
/// <param name="Was">The value before a reviewer changed it; null where nobody did.</param>
public sealed record ArgumentRow(string Name, string Kind, string Text, bool IsDecisive, string? Was)
{
    public const int LongFrom = 400;
    public const int LongFromLines = 10;
    private const int Shown = 160;
    private const int ShownLines = 3;
    private const int LongName = 80;

    private static readonly JsonSerializerOptions Spread = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Characters that do not show by themselves, and blanks around a line that is decided on: it is another account with them.</summary>
    public bool HidesSomething => VisibleText.HidesSomething(Text) || VisibleText.HidesSomething(Name) || (IsDecisive && Kind is "text" && Lines == 1 && Text.Trim().Length < Text.Length);

    /// <summary>Where its values were seen.</summary>
    public ImmutableArray<TraceView> Traces { get; init; } = [];

    public int Lines => Text.Count(c => c is '\n') + 1;

    /// <summary>Too long to be taken in at a glance: shown by its head, its tail and its length until it is opened.</summary>
    public bool IsLong => Lines > LongFromLines || Cut.IsLonger(Text, LongFrom) || HasLongName;

    public bool HasLongName => Cut.IsLonger(Name, LongName);

    public string Head => Cut.Head(Text, Shown, ShownLines);

    public string Tail => Cut.Tail(Text[Head.Length..], Shown, ShownLines);

    /// <summary>What is left out between head and tail, in words.</summary>
    public string Length => HasLongName && Head.Length + Tail.Length == Text.Length ? $"a name of {Name.Length} characters" : $"{Text.Length} characters{(Lines > 1 ? $" in {Lines} lines" : "")}";

    public string ShortName => HasLongName ? $"{Cut.Head(Name, LongName / 2, 1)}…{Cut.Tail(Name, LongName / 4, 1)}" : Name;

    public static ImmutableArray<ArgumentRow> Of(ProposalView proposal)
    {
        if (proposal.Tool == ChooseTool.Id && proposal.Arguments is { ValueKind: JsonValueKind.Object } question) return [.. Given(question).Select(p => new ArgumentRow(p.Name, KindOf(p.Value), TextOf(p.Value), false, null))];
        if (proposal.Arguments.ValueKind is not JsonValueKind.Object) return [new("(arguments)", KindOf(proposal.Arguments), TextOf(proposal.Arguments), true, null)];
        var was = proposal.OriginalArguments is { ValueKind: JsonValueKind.Object } original ? original : (JsonElement?)null;
        ImmutableArray<ArgumentRow> rows =
        [
            .. proposal.Arguments.EnumerateObject().Select(p => new ArgumentRow(p.Name, KindOf(p.Value), TextOf(p.Value), Decides(proposal, p.Name), WasOf(was, p))),
            .. was is { } w ? w.EnumerateObject().Where(p => !proposal.Arguments.TryGetProperty(p.Name, out _)).Select(p => new ArgumentRow(p.Name, "left out", "", false, TextOf(p.Value))) : [],
        ];
        var traces = TraceView.Of(proposal);
        return [.. rows.Select(row => row with { Traces = [.. traces.Where(t => t.IsOf(row.Name))] }).OrderBy(row => row.IsDecisive ? 0 : 1)]; // what decides comes first; otherwise as they lie in the canonical bytes
    }

    /// <summary>What a question is about; itself and its answers are on the card already.</summary>
    private static IEnumerable<JsonProperty> Given(JsonElement question) => question.EnumerateObject()
        .Where(p => p.Name is "given" or "said").SelectMany(p => p is { Name: "given", Value.ValueKind: JsonValueKind.Object } ? p.Value.EnumerateObject().ToList() : [p]);

    internal static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object or JsonValueKind.Array => JsonSerializer.Serialize(value, Spread),
        _ => CanonicalJson.Of(value),
    };

    private static string? WasOf(JsonElement? was, JsonProperty now) => was switch
    {
        null => null,
        { } w when !w.TryGetProperty(now.Name, out var before) => "",
        { } w when w.TryGetProperty(now.Name, out var before) && TextOf(before) != TextOf(now.Value) => TextOf(before),
        _ => null,
    };

    private static bool Decides(ProposalView proposal, string name) =>
        proposal.Decisive.Any(d => $"{d}/".StartsWith($"/{JsonPointer.Escape(name)}/", StringComparison.Ordinal) || d.StartsWith("/*", StringComparison.Ordinal)); // or something within it

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "yes/no",
        JsonValueKind.Array => $"list of {value.GetArrayLength()}",
        JsonValueKind.Object => "object",
        _ => "null",
    };
}
