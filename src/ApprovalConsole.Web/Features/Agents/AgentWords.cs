using System.Globalization;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Shared.Editing;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Agents;

/// <summary>An agent's settings in words.</summary>
internal static class AgentWords
{
    public static string Of(Purpose purpose) => purpose.ToString().ToLowerInvariant();

    public static string Gate(GateMode mode) => mode is GateMode.Observe
        ? "Observed: each call is checked and none is sent; it goes on with tools of its own."
        : "Enforced: what passes is sent, and what a person must see waits.";

    public static string Answers(AgentSettings agent) => agent.Answer.Needs switch
    {
        AnswerNeeds.Person => "wait for a person, always",
        AnswerNeeds.Evidence => "wait for a person where an id or amount stands in no evidence, or a call was rejected or of unknown outcome",
        _ => "go out as they come",
    } + (agent.AnswerApart ? "; written apart, by the model for answer" : "; the reply without calls is the answer: no model is asked for it apart");

    public static string Talks(ConversationSettings talk) => string.Join("; ", new[]
    {
        talk.AsksUser ? "asks whom it works for" : "asks nothing",
        talk.StaysOpen ? "stays open after its answer" : "ends with its answer",
        talk.Messages == 0 ? "takes no further message" : $"takes {Amounts.Whole(talk.Messages)} further {(talk.Messages == 1 ? "message" : "messages")}{(Caps(talk.PerMessage) is { Length: > 0 } caps ? $", each for at most {caps}" : "")}",
        talk.AsksUser || talk.StaysOpen ? $"waits {SpanWords.Of(talk.EndsAfter)}" : "",
    }.Where(w => w.Length > 0));

    private static string Caps(MessageCaps? caps) => string.Join(", ", new[]
    {
        caps?.Iterations is { } replies ? $"{Amounts.Whole(replies)} {(replies == 1 ? "reply" : "replies")}" : "",
        caps?.Tokens is { } tokens ? $"{Amounts.Whole(tokens)} tokens" : "",
        caps?.CostUsd is { } usd ? Amounts.Usd(usd) : "",
        caps?.WallClockSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###} s at work") : "",
    }.Where(w => w.Length > 0));
}
