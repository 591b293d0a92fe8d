using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What is wrong with a policy's way back.</summary>
internal static class UndoFaults
{
    public static IEnumerable<(string Key, string Problem)> Of(UndoRule undo) =>
    [
        .. Unknown(undo.Arguments, "Undo:Arguments"),
        .. undo.Still is { } still ? OfStill(still) : [],
    ];

    private static IEnumerable<(string, string)> OfStill(OwnsRule still)
    {
        if (still.MustEqual.ValueKind is JsonValueKind.Undefined) return [("Undo:Still:Equals", "is missing: the value that must still be there")];
        return
        [
            .. Unknown(still.Arguments, "Undo:Still:Arguments"), .. Unknown(still.MustEqual, "Undo:Still:Equals"),
            .. RuleFaults.OfLookUp(still with { Arguments = WithoutHoles(still.Arguments) }, "Undo:Still", needsPath: true),
        ];
    }

    // A brace that means nothing would be taken to the letter, and the wrong thing undone.
    private static IEnumerable<(string, string)> Unknown(JsonElement value, string key) => Texts(value)
        .Where(text => text.Count(c => c is '{') != UndoTemplate.Holes(text).Count())
        .Select(text => (key, $"holds {text}, which points to nothing: {{/order_id}} is an argument of the call, {{result/id}} a part of its result, {{facts/name}} a fact from before it"));

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Texts(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        _ => [],
    };

    /// <summary>The look-up's own faults, whatever the holes will hold.</summary>
    private static JsonElement WithoutHoles(JsonElement arguments) => arguments.ValueKind is JsonValueKind.Object
        ? JsonElement.Parse(Regex.Replace(arguments.GetRawText(), @"\{(result|facts)(/[^{}]*)?\}", "_")) : arguments;
}
