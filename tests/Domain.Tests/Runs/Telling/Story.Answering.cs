using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>Answers that may wait for a person.</summary>
internal sealed partial class Story
{
    public static Story AGuardedRun(AnswerNeeds needs, string input = "Please help.", RunLimits? limits = null) => new Story().Do(new RunCommand.Start(
        "r1", RunKind.Agent, null, "desk", People.Paula, input, limits ?? new(), People.Shop, "{}", Noon) { AnswerNeeds = needs });

    /// <summary>The model answers; where that waits for a person, up to the proposal.</summary>
    public Story Concludes(string text)
    {
        ModelAnswers(text);
        return Run.Answer is null ? this : Validated(1);
    }

    public Story Ends(RunStatus status, string text)
    {
        Assert.Equal((status, text), (Run.Status, Run.End?.Text.ToString()));
        return this;
    }

    private Verdict VerdictOf(ToolCall call, string arguments) => call.IsAnswer
        ? AnswerGate.Assess(Run, call, arguments, Contexts.Of(Run.OnBehalfOf) with { Evidence = new(() => Evidence.Before(Run, call.Step)) })
        : call.IsQuestion ? ChooseTool.Assess(arguments, Contexts.Of(Run.OnBehalfOf)) : VerdictOn(call.Name, arguments);
}
