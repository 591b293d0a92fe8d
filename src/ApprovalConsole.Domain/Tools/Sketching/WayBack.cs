using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>A tool of the same server that would take a call back, where all that it needs is in the call or in its result.</summary>
internal static class WayBack
{
    public static (UndoRule Rule, ImmutableArray<string> Reasons)? Of(Tool tool, IReadOnlyList<Tool> server, Recorded recorded)
    {
        var name = NameWords.Of(tool.Definition.Name);
        foreach (var opposite in Verbs.Opposites(name).Select(NameWords.Singular))
        {
            var back = server.Where(t => t.Id != tool.Id && t is { IsOffered: true, Policy.Reversibility: not Reversibility.Forbidden })
                .FirstOrDefault(t => NameWords.Singular(NameWords.Of(t.Definition.Name)).SequenceEqual(opposite));
            if (back is not null && Filled(tool, back, recorded) is { } arguments)
                return (new(back.Id, JsonSerializer.SerializeToElement(arguments)), [$"{back.Definition.Name} is its opposite by name, and what that needs is in the call or in its result."]);
        }

        return null;
    }

    /// <returns>Null where it needs something that no call has.</returns>
    private static JsonObject? Filled(Tool tool, Tool back, Recorded recorded)
    {
        var given = SchemaLeaves.Of(tool.Definition.Schema).Where(l => l is { IsTop: true, IsRequired: true }).ToList();
        var answered = Answers.Of(tool, recorded).Where(l => l.IsTop).ToList();
        var noun = Verbs.Noun(NameWords.Of(tool.Definition.Name));
        var needed = SchemaLeaves.Of(back.Definition.Schema).Where(l => l.IsRequired).ToList();
        if (needed.Count == 0 || needed.Exists(l => !l.IsTop) || Required(back.Definition.Schema) != needed.Count) return null;
        var arguments = new JsonObject();
        foreach (var leaf in needed)
        {
            if (given.Exists(g => g.Name == leaf.Name && g.Type == leaf.Type)) arguments[leaf.Name] = $"{{{leaf.Pointer}}}";
            else if ((answered.Find(a => a.Name == leaf.Name) ?? answered.Find(a => a.Words is ["id"] && leaf.Words.SequenceEqual([.. noun, "id"]))) is { } found) arguments[leaf.Name] = $"{{result{found.Pointer}}}";
            else return null;
        }

        return arguments;
    }

    private static int Required(JsonElement schema) => schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("required", out var required) && required.ValueKind is JsonValueKind.Array ? required.GetArrayLength() : 0;
}
