using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>What an agent answered to a pipeline's question.</summary>
/// <param name="Output">As the nodes behind see it; null where a person has to be asked.</param>
/// <param name="Said">What a person who is asked instead is shown of it: the agent's words, and why they are not enough.</param>
internal sealed record AgentWord(JsonElement? Output, JsonElement Said)
{
    /// <summary>Only what its call of <see cref="DecideTool"/> said counts; words without one, and a run that ended otherwise, are no answer.</summary>
    public static AgentWord Of(ToolCall call, Choice choice)
    {
        if (call.Status is not CallStatus.Succeeded) return Unknown(null, $"{call.Status.ToString().ToLowerInvariant()}: {Words(call)}");
        return Read(call.Answer) is { } said ? Judge(said, choice) : Unknown(null, "it answered in words, which are none of the answers");
    }

    private static AgentWord Judge(JsonElement said, Choice choice)
    {
        var answer = said.GetProperty("answer").GetString()!;
        if (answer == Choice.Unknown) return Unknown(said, "it cannot tell");
        if (!choice.Answers.Contains(answer)) return Unknown(said, "that is none of the answers");
        var confidence = said.GetProperty("confidence").GetDouble();
        if (confidence < choice.LeastConfidence)
            return Unknown(said, string.Create(CultureInfo.InvariantCulture, $"it is less sure than {choice.LeastConfidence} (confidence {confidence})"));
        var output = JsonNode.Parse(said.GetRawText())!.AsObject();
        output["by"] = "agent";
        return new(JsonSerializer.SerializeToElement(output), said);
    }

    private static AgentWord Unknown(JsonElement? said, string why)
    {
        var word = said is { } read ? JsonNode.Parse(read.GetRawText())!.AsObject() : [];
        word["whyNotEnough"] = why;
        return new(null, JsonSerializer.SerializeToElement(word));
    }

    /// <summary>A child's words are the JSON of a text, and that text is the call's arguments.</summary>
    private static JsonElement? Read(Payload? answer)
    {
        try
        {
            var text = answer?.Text is { } json ? JsonElement.Parse(json) : default;
            var said = text.ValueKind is JsonValueKind.String ? JsonElement.Parse(text.GetString()!) : text;
            return said.ValueKind is JsonValueKind.Object && said.TryGetProperty("answer", out var word) && word.ValueKind is JsonValueKind.String
                && said.TryGetProperty("confidence", out var sure) && sure.ValueKind is JsonValueKind.Number ? said : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Words(ToolCall call) => call.Findings is [var finding, ..] ? finding.Message : call.Answer is { } answer ? answer.ToString() : "";
}
