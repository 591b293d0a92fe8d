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
        if (outcomes.Exists(o => o.Outcome is Outcome.Open)) return Outcome.IsOpen;
        if (outcomes.Find(o => o.Outcome is not Outcome.Done) is { Outcome: { } setback }) return setback;
        var output = new JsonObject(outcomes.Select(o => KeyValuePair.Create(o.Label, JsonNode.Parse(((Outcome.Done)o.Outcome).Value.GetRawText()))));
        return new Outcome.Done(JsonSerializer.SerializeToElement(output));
    }

    /// <summary>What an agent does not know, or says less surely than it must, a person is asked: the same question, with what the agent said.</summary>
    private Outcome WalkQuestion(FlowNode.Ask node, string path, FlowScope scope)
    {
        if (!scope.TryFill(JsonSerializer.SerializeToElement(node.Question), out var question, out var missing) || !scope.TryFill(node.Given, out var given, out missing))
            return new Outcome.Failed($"{path}: {missing} is not there");
        if (question.ValueKind is not JsonValueKind.String) return new Outcome.Failed($"{path}: its question is no text");
        if (TooLong(path, given) is { } why) return new Outcome.Failed(why);
        if (node.Agent is null) return WalkPerson(node, path, path, scope, question.GetString()!, given, null);
        if (_run.CallOf(path) is not { } call) return Begin(new(path, DelegateTool.Id, TaskOf(node, question.GetString()!, given), null));
        if (!call.IsSettled || IsCutOff(call)) return Outcome.IsOpen;
        var word = AgentWord.Of(call, node.Choice);
        return word.Output is { } output ? new Outcome.Done(output) : WalkPerson(node, path, $"{path}:{AskedPerson}", scope, question.GetString()!, given, word.Said);
    }

    private Outcome WalkPerson(FlowNode.Ask node, string path, string at, FlowScope scope, string question, JsonElement given, JsonElement? said)
    {
        if (_run.CallOf(at) is not { } call) return Begin(new(at, ChooseTool.Id, Json.CanonicalJson.Of(JsonElement.Parse(ChooseTool.ArgumentsOf(question, given, node.Choice, said, node.Within))), null));
        if (!call.IsSettled || IsCutOff(call)) return Outcome.IsOpen;
        return call.Status is CallStatus.Responded && call.Answer is { } answer && ChooseTool.AnswerIn(answer, call.Arguments) is { } word
            ? new Outcome.Done(JsonSerializer.SerializeToElement(new { answer = word, by = AskedPerson }))
            : WhenNobodyAnswers(node, path, scope, call);
    }

    /// <summary>Silence is no answer, and neither is a refusal to give one.</summary>
    private Outcome WhenNobodyAnswers(FlowNode.Ask node, string path, FlowScope scope, ToolCall call)
    {
        var (code, message) = (call.Status.ToString().ToLowerInvariant(), call.Status is CallStatus.Expired ? "nobody answered in time" : WhyNot(call));
        return node.Otherwise is { } otherwise ? WalkPart(otherwise, path, WithError(scope, node, code, message)) : new Outcome.Failed($"{path}: the question to a person was {code}: {message}");
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
