using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>The tool behind a question to a person: it lets it wait in the inbox as a proposal does, and be answered in the tool's place. Nothing is ever sent.</summary>
public static class ChooseTool
{
    public const string Name = "choose";

    public const string Id = AnswerTool.Source + "." + Name;

    public static readonly Tool Tool = Make();

    /// <param name="said">What an agent said before; null where none was asked, or it said nothing that can be read.</param>
    /// <param name="within">Time for an answer; null: a week.</param>
    public static string ArgumentsOf(string question, JsonElement given, Choice choice, JsonElement? said, TimeSpan? within)
    {
        var arguments = new JsonObject { ["question"] = question, ["answers"] = new JsonArray([.. choice.Answers.Select(a => (JsonNode)a)]), ["given"] = JsonNode.Parse(given.GetRawText()) };
        if (said is { } word) arguments["said"] = JsonNode.Parse(word.GetRawText());
        if (within is { } length) arguments["within"] = XmlConvert.ToString(length);
        return arguments.ToJsonString();
    }

    /// <summary>Null where the arguments hold none.</summary>
    public static string? QuestionIn(JsonElement arguments) => arguments.TryGetProperty("question", out var question) && question.ValueKind is JsonValueKind.String ? question.GetString() : null;

    /// <summary>The answers that a question has; empty where the arguments were erased.</summary>
    public static IReadOnlyList<string> AnswersOf(Payload? arguments) =>
        arguments?.Text is { } text && JsonElement.Parse(text).TryGetProperty("answers", out var answers) ? [.. answers.EnumerateArray().Select(a => a.GetString()!)] : [];

    /// <summary>The answer that a person gave in the tool's place; null where it is none of those that there are.</summary>
    /// <param name="result">JSON: the word, or an object with it as <c>answer</c>.</param>
    public static string? AnswerIn(Payload result, Payload? arguments)
    {
        try
        {
            var read = result.Text is { } text ? JsonElement.Parse(text) : default;
            if (read.ValueKind is JsonValueKind.Object) read = read.TryGetProperty("answer", out var answer) ? answer : default;
            return read.ValueKind is JsonValueKind.String && AnswersOf(arguments).Contains(read.GetString()) ? read.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The word on a question. Its sentence is the question itself, and no value of it is a model's claim.</summary>
    public static Verdict Assess(string arguments, CallContext context)
    {
        var verdict = CallValidator.Assess(Tool, arguments, context).Verdict!; // it has nothing to look up
        return verdict.Terms is { } terms && QuestionIn(JsonElement.Parse(arguments)) is { } question
            ? verdict with { Grounding = [], Terms = terms with { Title = question, Rule = "the pipeline asks a person here", ExpiresAfter = WithinOf(arguments) ?? terms.ExpiresAfter } }
            : verdict;
    }

    private static TimeSpan? WithinOf(string arguments) =>
        JsonElement.Parse(arguments).TryGetProperty("within", out var within) && Duration.TryRead(within.GetString(), out var length) && length > TimeSpan.Zero ? length : null;

    private static Tool Make()
    {
        var schema = JsonElement.Parse("""
            {"type":"object","properties":{"question":{"type":"string","pattern":"\\S"},"answers":{"type":"array","items":{"type":"string"}},"given":true,"said":true,"within":{"type":"string"}},
             "required":["question","answers","given"],"additionalProperties":false}
            """);
        var policy = new ToolPolicy { Reversibility = Reversibility.Irreversible, Decisive = ["/question"], ExpiresAfter = TimeSpan.FromDays(7), Independent = true };
        return JsonSchema.TryCompile(schema, out var compiled, out var reason)
            ? new(new(AnswerTool.Source, Name, "Asks a person.", schema), compiled, policy, 1, ToolStatus.Active)
            : throw new UnreachableException(reason);
    }
}
