using ApprovalConsole.Domain.Answers;

namespace ApprovalConsole.Domain.Runs;

/// <summary>One entry of what the model has been told and has said.</summary>
public abstract record ConversationTurn
{
    private ConversationTurn() { }

    public sealed record User(Payload Text) : ConversationTurn;

    public sealed record Assistant(Payload Text, IReadOnlyList<ToolCall> Calls) : ConversationTurn;

    /// <param name="Answer">JSON text.</param>
    public sealed record ToolAnswered(string ProviderCallId, string Name, string Answer) : ConversationTurn;
}

/// <summary>The conversation of a run, from its state alone: the same state gives the same bytes.</summary>
public static class ModelConversation
{
    public static IEnumerable<ConversationTurn> Of(Run run)
    {
        yield return new ConversationTurn.User(run.Input);
        foreach (var step in run.Steps)
        {
            foreach (var message in run.SaidBefore(step.Number)) yield return new ConversationTurn.User(message.Text);
            var calls = run.CallsOf(step).Where(c => !c.IsAnswer).ToList();
            yield return new ConversationTurn.Assistant(WordsOf(run, step), calls);
            foreach (var call in calls.Where(c => c.IsSettled))
                yield return new ConversationTurn.ToolAnswered(call.ProviderCallId, call.Name, call.IsTrimmed ? ModelAnswer.StubOf(call) : ModelAnswer.Of(call));
            foreach (var answer in run.CallsOf(step).Where(c => c is { IsAnswer: true, Status: CallStatus.Revised }))
                yield return new ConversationTurn.User(ModelAnswer.OfAnswer(answer));
        }

        foreach (var message in run.SaidBefore(run.Steps.Length + 1)) yield return new ConversationTurn.User(message.Text);
    }

    /// <summary>An answer that people decided on, as it was given out.</summary>
    private static Payload WordsOf(Run run, Step step) => run.CallsOf(step) is [{ IsAnswer: true, Status: CallStatus.Succeeded or CallStatus.Responded } given] ? AnswerTool.GivenBy(given) : step.Text;
}
