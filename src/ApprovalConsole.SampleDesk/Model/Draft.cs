using System.Text.Json;
using ApprovalConsole.SampleDesk.Model.Metering;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.SampleDesk.Model;

/// <summary>A reply as it goes over the wire, cut where the request's output ends.</summary>
internal sealed record Draft(IReadOnlyList<string> Words, IReadOnlyList<FunctionCallContent> Calls, int Tokens, ChatFinishReason FinishReason)
{
    public static Draft Of(Reply reply, string promptHash, ChatOptions? options)
    {
        var words = Split(reply.Text);
        // Ids follow from the request: asking again after a lost reply gives the same ids, another step gives others.
        var calls = reply.Calls.Select((call, i) => new FunctionCallContent(
            $"call_{promptHash[..24]}_{i}", call.Tool, call.Arguments.ToDictionary(a => a.Key, object? (a) => a.Value))).ToList();
        var tokens = Metering.Tokens.In(reply.Text) + reply.Calls.Sum(c => Metering.Tokens.In(c.Tool + JsonSerializer.Serialize(c.Arguments)));
        if (options?.MaxOutputTokens is not { } most || tokens <= most)
            return new Draft(words, calls, tokens, calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop);

        // A call that does not fit would arrive as broken JSON: it is left out, and the finish reason says that the reply is cut.
        var fitting = words.Index().TakeWhile(w => Metering.Tokens.In(string.Concat(words.Take(w.Index + 1))) <= most).Select(w => w.Item).ToList();
        return new Draft(fitting, [], most, ChatFinishReason.Length);
    }

    /// <summary>Words with the space that follows them: put together they are the text again.</summary>
    private static List<string> Split(string text)
    {
        List<string> words = [];
        for (var start = 0; start < text.Length;)
        {
            var space = text.IndexOf(' ', start);
            var end = space < 0 ? text.Length : space + 1;
            words.Add(text[start..end]);
            start = end;
        }
        return words;
    }
}
