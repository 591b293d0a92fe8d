using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What a principal says after the run has begun: it goes on with it, within the same limits.</summary>
public static partial class RunDecider
{
    private static Ruling<RunEvent> Say(RunCommand.Say c, Run run)
    {
        if (!run.TakesMessages) return Refuse(RefusalCode.InvalidRequest, "Messages are for the run of an agent that works here, and that no other run asked to.");
        if (!run.RequestedBy.IsSameAs(c.By)) return Refuse(RefusalCode.BeyondAuthority, "Only who started the run passes on what its principal says.");
        if (run.Messages.FirstOrDefault(m => m.Id == c.MessageId) is { } known)
            return known.Text == c.Text || known.Text.IsErased ? Nothing : Refuse(RefusalCode.IdempotencyKeyReused, "This Idempotency-Key was used for another message.");
        if (BlankText.Is(c.Text.Text)) return Refuse(RefusalCode.InvalidRequest, "text is missing: a message says something.");
        if (run.End is not null || run.Cancelling is not null) return Refuse(RefusalCode.RunEnded, "The run has ended: start another.");
        return run.Messages.Length >= run.Conversation.Messages
            ? Refuse(RefusalCode.TooManyMessages, $"The run takes {run.Conversation.Messages} messages, and has them.")
            : Accept(run, new RunEvent.MessageReceived(c.MessageId, c.By, c.Text, c.At));
    }

    /// <summary>Why a question does not reach the principal; null where it does.</summary>
    private static Finding? WhyNotAsked(Run run, Verdict verdict) =>
        !run.Conversation.MayAsk ? NobodyToAsk : BlankText.Is(AskUserTool.QuestionOf(verdict.Arguments) ?? "") ? AsksNothing : null;

    private static readonly Finding NobodyToAsk = new(Layer.Authorization, "", "nobodyToAsk", "In this run nobody can be asked.");

    private static readonly Finding AsksNothing = new(Layer.Semantic, "/question", "blank", "must say something that can be seen");

    /// <summary>The run ends with its answer, unless there is more to say: something came while it was written, or more may come.</summary>
    /// <param name="run">With the reply that holds the answer.</param>
    private static RunEvent GiveAnswer(Run run, Payload text, DateTimeOffset at) =>
        run.HasUnheard || run is { Conversation.StaysOpen: true, HasRoomForMessage: true } ? new RunEvent.Answered(text, at) : new RunEvent.Completed(text, at);

    /// <summary>Nobody has said anything for long.</summary>
    private static IEnumerable<RunEvent> EndOfPatience(Run run, DateTimeOffset at) => run switch
    {
        _ when !(run.PrincipalUntil <= at) => [],
        { IsAnswered: true } => [new RunEvent.Completed(run.Answered!.Text, at)],
        _ => run.Questions.Select(question => new RunEvent.CallUnanswered(question.Id, at)),
    };
}
