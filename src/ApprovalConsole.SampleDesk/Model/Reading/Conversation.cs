using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.SampleDesk.Model.Reading;

/// <summary>All that the model knows: the task in the principal's words, and what was done about it since.</summary>
/// <param name="Task">The last message of the principal, or answer to a question, that names a ticket, an order or an address; else the last one.</param>
/// <param name="Exchanges">The calls made since the task was given, in order.</param>
/// <param name="Replies">How many replies with calls the model gave since.</param>
internal sealed record Conversation(string Task, IReadOnlyList<Exchange> Exchanges, int Replies)
{
    /// <summary>What the principal said, and where. What answers a question belongs to what was said before it.</summary>
    private static List<(int Index, string Text)> Said(IReadOnlyList<ChatMessage> messages)
    {
        var questions = messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Where(c => c.Name == Offer.AskUser).Select(c => c.CallId).ToHashSet(StringComparer.Ordinal);
        var said = new List<(int Index, string Text)>();
        foreach (var (index, message) in messages.Index())
        {
            if (message.Role == ChatRole.User && message.Text.Length > 0) said.Add((index, message.Text));
            foreach (var answer in message.Contents.OfType<FunctionResultContent>().Where(r => questions.Contains(r.CallId)).Select(AnswerIn).OfType<string>())
                said.Add((index, said.Count == 0 ? answer : $"{said[^1].Text}\n{answer}"));
        }

        return said;
    }

    private static string? AnswerIn(FunctionResultContent result) => ToolAnswerReader.Parsed(result.Result)?.Text("answer");

    public IEnumerable<Exchange> Of(string tool) => Exchanges.Where(e => e.Tool == tool);

    public static Conversation From(IReadOnlyList<ChatMessage> messages)
    {
        var said = Said(messages);
        if (said.Count == 0)
            return new Conversation("", [], 0);
        var (index, task) = said.FindLast(s => Words.NamesSomething(s.Text)) is { Text: not null } named ? named : said[^1];

        var since = messages.Skip(index + 1).ToList();
        var answers = since.SelectMany(m => m.Contents).OfType<FunctionResultContent>().ToLookup(r => r.CallId, StringComparer.Ordinal);
        var exchanges = since.SelectMany(m => m.Contents).OfType<FunctionCallContent>()
            .Select(call => new Exchange(
                Offer.Plain(call.Name),
                JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>(), AIJsonUtilities.DefaultOptions),
                ToolAnswerReader.Read(answers[call.CallId].LastOrDefault()?.Result)));
        return new Conversation(task, [.. exchanges], since.Count(m => m.Role == ChatRole.Assistant && m.Contents.OfType<FunctionCallContent>().Any()));
    }
}
