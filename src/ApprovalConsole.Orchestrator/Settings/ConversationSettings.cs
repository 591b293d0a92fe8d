using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>How an agent talks with whom it works for.</summary>
public sealed record ConversationSettings
{
    private const int MostMessages = 1_000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>It sees the tool <c>ask_user</c>. Default false. Not together with answers that wait for a person: a question would reach the principal unseen.</summary>
    public bool AsksUser { get; init; }

    /// <summary>An answer does not end the run: it waits for a further message. Default false.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>Messages after the input that a run takes, from 0 to 1,000. Default 20.</summary>
    public int Messages { get; init; } = ConversationTerms.UsualMessages;

    /// <summary>What a run may use for one message. Default: all that its limits leave.</summary>
    public MessageCaps? PerMessage { get; init; }

    /// <summary>How long a run waits for its principal: then a question comes back without an answer, and a run that was answered ends. Default a day, at most a year.</summary>
    public TimeSpan EndsAfter { get; init; } = ConversationTerms.Usual.EndsAfter;

    /// <summary>Null where they are those of an agent that nobody set any for.</summary>
    internal ConversationTerms? TermsOrUsual => new ConversationTerms(AsksUser, StaysOpen, Messages, PerMessage, EndsAfter) is var terms && terms == ConversationTerms.Usual ? null : terms;

    /// <summary>Steps that a run may be given. What no agent may exceed is what it does unheard: with a bound for each message a run may have as much again for each.</summary>
    internal int MostIterations(int unheard) => PerMessage?.Iterations is null ? unheard : unheard * (1 + Math.Clamp(Messages, 0, MostMessages));

    internal string MostIterationsInWords(int unheard) => PerMessage?.Iterations is null
        ? $"Console:MaxIterations ({unheard}); beyond it, set Conversation:PerMessage:Iterations" : $"Console:MaxIterations for each message ({MostIterations(unheard)})";

    /// <returns>The name of the first setting that is wrong, and why; null where all can be kept.</returns>
    internal (string Setting, string Fault)? FaultIn(AgentSettings agent, int unheard) => this switch
    {
        { AsksUser: true } when agent.Answer.Needs is not AnswerNeeds.Nothing => (nameof(AsksUser), "must be false where Answer:Needs holds answers for a person: a question would reach the principal unseen"),
        { Messages: < 0 or > MostMessages } => (nameof(Messages), $"must be from 0 to {MostMessages}"),
        _ when EndsAfter <= TimeSpan.Zero || EndsAfter > Longest => (nameof(EndsAfter), "must be more than nothing and at most a year"),
        { PerMessage.Iterations: { } steps } when steps > unheard => ($"{nameof(PerMessage)}:{nameof(MessageCaps.Iterations)}", $"is {steps}, more than Console:MaxIterations ({unheard})"),
        { PerMessage: { } caps } when LimitFault.Of(caps.In(agent.Limits)) is var (limit, fault) => ($"{nameof(PerMessage)}:{limit}", fault),
        _ => null,
    };
}
