using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>Principals who say more than the input.</summary>
internal sealed partial class Story
{
    public static readonly ConversationTerms Talk = new(MayAsk: true, StaysOpen: true, Messages: 3, PerMessage: null, EndsAfter: TimeSpan.FromHours(1));

    public static Story ATalk(ConversationTerms? terms = null, RunLimits? limits = null, AnswerNeeds needs = default, string input = "Please help.") => new Story().Do(new RunCommand.Start(
        "r1", RunKind.Agent, null, "desk", People.Paula, input, limits ?? new(), People.Shop, "{}", Noon) { Conversation = terms ?? Talk, AnswerNeeds = needs });

    /// <param name="id">The same message has the same.</param>
    public Story Hears(string text, string? id = null, Actor? by = null) => Do(new RunCommand.Say(id ?? $"m{Run.Messages.Length + 1}", by ?? People.Shop, text, Now));

    public Story WakesAt(DateTimeOffset time)
    {
        Assert.Equal(time, Assert.Single(RunDue.Of(Run).OfType<Effect.WakeAt>()).Time);
        return this;
    }

    /// <summary>What the next request would hold, from the input on, in a word each.</summary>
    public Story WouldTell(params string[] turns)
    {
        Assert.Equal(turns, ModelConversation.Of(Run).Select(turn => turn switch
        {
            ConversationTurn.User user => $"user: {user.Text}",
            ConversationTurn.Assistant { Calls: [] } said => $"agent: {said.Text}",
            ConversationTurn.Assistant asked => $"agent: {string.Join(", ", asked.Calls.Select(c => c.Name))}",
            ConversationTurn.ToolAnswered tool => $"{tool.Name}: {tool.Answer}",
            _ => throw new NotSupportedException(),
        }));
        return this;
    }
}
