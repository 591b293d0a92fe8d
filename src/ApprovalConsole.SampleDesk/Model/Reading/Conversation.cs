using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.SampleDesk.Model.Reading;

/// <summary>All that the model knows: the task in the principal's words, and what was done about it since.</summary>
/// <param name="Task">The last message of the principal that names a ticket, an order or an address; else the last one.</param>
/// <param name="Exchanges">The calls made since the task was given, in order.</param>
/// <param name="Replies">How many replies with calls the model gave since.</param>
internal sealed record Conversation(string Task, IReadOnlyList<Exchange> Exchanges, int Replies)
{
    public IEnumerable<Exchange> Of(string tool) => Exchanges.Where(e => e.Tool == tool);

    public static Conversation From(IReadOnlyList<ChatMessage> messages)
    {
        var users = messages.Index().Where(m => m.Item.Role == ChatRole.User && m.Item.Text.Length > 0).ToList();
        if (users.Count == 0)
            return new Conversation("", [], 0);
        var (index, task) = users.FindLast(m => Words.NamesSomething(m.Item.Text)) is { Item: not null } named ? named : users[^1];

        var since = messages.Skip(index + 1).ToList();
        var answers = since.SelectMany(m => m.Contents).OfType<FunctionResultContent>().ToLookup(r => r.CallId, StringComparer.Ordinal);
        var exchanges = since.SelectMany(m => m.Contents).OfType<FunctionCallContent>()
            .Select(call => new Exchange(
                Offer.Plain(call.Name),
                JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>(), AIJsonUtilities.DefaultOptions),
                ToolAnswerReader.Read(answers[call.CallId].LastOrDefault()?.Result)));
        return new Conversation(task.Text, [.. exchanges], since.Count(m => m.Role == ChatRole.Assistant && m.Contents.OfType<FunctionCallContent>().Any()));
    }
}
