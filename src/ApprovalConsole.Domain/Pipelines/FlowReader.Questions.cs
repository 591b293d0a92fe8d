using System.Collections.Immutable;
using System.Text.Json;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Questions to agents and people.</summary>
public sealed partial class FlowReader
{
    private FlowNode.Ask? Ask(JsonElement node, string id, string path)
    {
        if (!IsObject(node, path, "id", "ask", "question", "given", "answers", "details", "atLeast", "evidence", "within", "otherwise") || Text(node, "ask", path) is not { } agent) return null;
        if (Member(node, "question", path) is null || Text(node, "question", path) is not { } question) return null;
        double? least = node.TryGetProperty("atLeast", out var atLeast) ? atLeast.ValueKind is JsonValueKind.Number && atLeast.GetDouble() is >= 0 and <= 1 and var given ? given : Number(path) : null;
        var evidence = node.TryGetProperty("evidence", out var needs) && (needs.ValueKind is JsonValueKind.True || (needs.ValueKind is not JsonValueKind.False && Wrong($"{path}/evidence", "must be true or false")));
        return new(id, agent, question, Given(node), new(Answers(node, path), Schema(node, "details", path), least, evidence), Length(node, "within", path), Otherwise(node, path));

        double? Number(string at)
        {
            Wrong($"{at}/atLeast", "must be a number from 0 to 1: how sure the agent has to be");
            return null;
        }
    }

    private FlowNode.Ask? AskPerson(JsonElement node, string id, string path) =>
        IsObject(node, path, "id", "askPerson", "given", "answers", "within", "otherwise") && Text(node, "askPerson", path) is { } question
            ? new(id, null, question, Given(node), new(Answers(node, path)), Length(node, "within", path), Otherwise(node, path))
            : null;

    private static JsonElement Given(JsonElement node) => node.TryGetProperty("given", out var given) ? given : JsonElement.Parse("{}");

    private ImmutableArray<string> Answers(JsonElement node, string path)
    {
        if (Member(node, "answers", path) is not { } list) return [];
        if (list.ValueKind is not JsonValueKind.Array || list.GetArrayLength() == 0 || list.EnumerateArray().Any(a => a.ValueKind is not JsonValueKind.String || BlankText.Is(a.GetString())))
        {
            Wrong($"{path}/answers", "must be a list of words: the answers that there are");
            return [];
        }

        ImmutableArray<string> answers = [.. list.EnumerateArray().Select(a => a.GetString()!)];
        if (answers.GroupBy(a => a, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) Wrong($"{path}/answers", $"names '{twice.Key}' twice");
        if (answers.IndexOf(Choice.Unknown) is >= 0 and var at) Wrong($"{path}/answers/{at}", "'unknown' is always an answer, and always goes to a person: leave it out");
        return answers;
    }
}
