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
            var calls = run.CallsOf(step).Where(c => !c.IsAnswer).ToList();
            yield return new ConversationTurn.Assistant(step.Text, calls);
            foreach (var call in calls.Where(c => c.IsSettled))
                yield return new ConversationTurn.ToolAnswered(call.ProviderCallId, call.Name, call.IsTrimmed ? ModelAnswer.StubOf(call) : ModelAnswer.Of(call));
            foreach (var answer in run.CallsOf(step).Where(c => c is { IsAnswer: true, Status: CallStatus.Revised }))
                yield return new ConversationTurn.User(ModelAnswer.OfAnswer(answer));
        }
    }
}
