using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Nodes that have others within them, and questions.</summary>
public sealed partial class FlowWalk
{
    private const string AskedPerson = "person";

    /// <summary>Each by itself: one that fails lets the others go on, and fails the node once they are done.</summary>
    private Outcome WalkBranches(FlowNode.Parallel node, string path, FlowScope scope)
    {
        var outcomes = node.Branches.Select(branch => (branch.Label, Outcome: WalkPart(branch, path, scope))).ToList();
        if (Unfinished([.. outcomes.Select(o => o.Outcome)]) is { } unfinished) return unfinished;
        var output = new JsonObject(outcomes.Select(o => KeyValuePair.Create(o.Label, JsonNode.Parse(((Outcome.Done)o.Outcome).Value.GetRawText()))));
        return new Outcome.Done(JsonSerializer.SerializeToElement(output));
    }

    private Outcome WalkItems(FlowNode.ForEach node, string path, FlowScope scope)
    {
        if (!scope.TryFill(node.Items, out var list, out var missing)) return new Outcome.Failed($"{path}: {missing} is not there");
        if (list.ValueKind is not JsonValueKind.Array) return new Outcome.Failed($"{path}: what it goes through is no list");
        if (list.GetArrayLength() is var count && count > node.AtMost) return new Outcome.Failed($"{path}: {count} items, and at most {node.AtMost} are gone through");
        var outcomes = new List<Outcome>();
        foreach (var (item, index) in list.EnumerateArray().Select((item, i) => (item, i)))
        {
            if (outcomes.Count(o => o is Outcome.Open) >= node.AtOnce) return Outcome.IsOpen;
            var inner = scope.With(node.As, item);
            outcomes.Add(WalkAll(node.Do.Nodes, $"{path}/{index}/", ref inner));
            if (outcomes[^1] is Outcome.Failed && node.AtOnce == 1) break;
        }

        return Unfinished(outcomes) ?? new Outcome.Done(JsonSerializer.SerializeToElement(new JsonArray([.. outcomes.Select(o => JsonNode.Parse(((Outcome.Done)o).Value.GetRawText()))])));
    }

    private static Outcome? Unfinished(IReadOnlyList<Outcome> outcomes) =>
        outcomes.FirstOrDefault(o => o is Outcome.Open) ?? outcomes.FirstOrDefault(o => o is not Outcome.Done);

    private Outcome WalkRounds(FlowNode.Repeat node, string path, FlowScope scope)
    {
        for (var round = 0; round < node.AtMost; round++)
        {
            var inner = scope;
            var outcome = WalkAll(node.Do.Nodes, $"{path}/{round}/", ref inner);
            if (outcome is not Outcome.Done || node.Until.Holds(inner) is true) return outcome;
        }

        return new Outcome.Failed($"{path}: what it waits for is still not so after {node.AtMost} rounds");
    }

    /// <summary>What an agent does not know, or says less surely than it must, a person is asked: the same question, with what the agent said.</summary>
    private Outcome WalkQuestion(FlowNode.Ask node, string path, FlowScope scope)
    {
        if (!scope.TryFill(JsonSerializer.SerializeToElement(node.Question), out var question, out var missing) || !scope.TryFill(node.Given, out var given, out missing))
            return new Outcome.Failed($"{path}: {missing} is not there");
        if (node.Agent is null) return WalkPerson(node, path, path, question.GetString()!, given, null);
        if (!_calls.TryGetValue(path, out var call)) return Begin(new(path, DelegateTool.Id, TaskOf(node, question.GetString()!, given), null));
        if (!call.IsSettled) return Outcome.IsOpen;
        var word = AgentWord.Of(call, node.Choice);
        return word.Output is { } output ? new Outcome.Done(output) : WalkPerson(node, path, $"{path}:{AskedPerson}", question.GetString()!, given, word.Said);
    }

    private Outcome WalkPerson(FlowNode.Ask node, string path, string at, string question, JsonElement given, JsonElement? said)
    {
        if (!_calls.TryGetValue(at, out var call)) return Begin(new(at, ChooseTool.Id, Json.CanonicalJson.Of(JsonElement.Parse(ChooseTool.ArgumentsOf(question, given, node.Choice, said))), null));
        if (!call.IsSettled) return Outcome.IsOpen;
        return call.Status is CallStatus.Responded && call.Answer is { } answer && ChooseTool.AnswerIn(answer, call.Arguments) is { } word
            ? new Outcome.Done(JsonSerializer.SerializeToElement(new { answer = word, by = AskedPerson }))
            : new Outcome.Failed($"{path}: the question to a person was {call.Status.ToString().ToLowerInvariant()}: {WhyNot(call)}");
    }

    /// <summary>All that the agent is told; it sees nothing else of the run.</summary>
    private static string TaskOf(FlowNode.Ask node, string question, JsonElement given)
    {
        var task = new StringBuilder(question).AppendLine().AppendLine().Append("Answers: ").AppendJoin(", ", node.Choice.Answers).Append(", or ").Append(Choice.Unknown).AppendLine(" if you cannot tell.");
        if (given is not { ValueKind: JsonValueKind.Object } || given.EnumerateObject().Any()) task.AppendLine().AppendLine("Given:").AppendLine(Json.CanonicalJson.Of(given));
        task.AppendLine().Append("Give your answer by calling ").Append(DecideTool.Name).Append('.');
        return Json.CanonicalJson.Of(JsonSerializer.SerializeToElement(new { agent = node.Agent, task = task.ToString() }));
    }
}
