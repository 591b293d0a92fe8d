using ApprovalConsole.SampleDesk.Model.Reading;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

/// <summary>A request without tools that asks for a summary, as a console makes one to shorten a long history.</summary>
internal static class Digest
{
    private const int Characters = 600;

    public static bool IsWanted(IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        options?.Tools is not { Count: > 0 } &&
        messages.Where(m => m.Role == ChatRole.System).Append(messages.LastOrDefault(m => m.Role == ChatRole.User)).OfType<ChatMessage>().Select(m => m.Text)
            .Append(options?.Instructions ?? "")
            .Any(text => text.Contains("summar", StringComparison.OrdinalIgnoreCase));

    public static Reply Of(Conversation talk)
    {
        var task = talk.Task.Length <= Characters ? talk.Task : string.Concat(talk.Task.AsSpan(0, Characters), "…");
        var done = talk.Exchanges.Select(e => $"{e.Tool}: {(e.Answer is ToolAnswer.Done done ? done.Result.Show() : e.Answer.GetType().Name.ToLowerInvariant())}");
        return Reply.Answer(string.Join('\n', [$"Summary: {task}", .. done]));
    }
}
