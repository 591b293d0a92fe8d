using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Answers;

/// <summary>Whether a final answer waits for a person, and what that person is shown of it.</summary>
public static class AnswerGate
{
    private const int MostShown = 10;

    private static readonly Finding Blank = new(Layer.Semantic, AnswerTool.TextPath, "blank", "must say something that can be seen");

    /// <summary>Why an answer waits; null where it is given out as it comes.</summary>
    /// <param name="step">Of the reply that holds it.</param>
    public static string? WhyItWaits(Run run, int step, string text) => run.AnswerNeeds switch
    {
        AnswerNeeds.Person => "every answer of this agent waits for a person",
        AnswerNeeds.Evidence when IsDoubtful(run) => "a call of this run was rejected, or nobody knew its outcome",
        AnswerNeeds.Evidence when !AnswerGrounds.Of(text, Evidence.Before(run, step)).All(t => t.IsGrounded) => "the answer holds ids or amounts that stand in no evidence",
        _ => null,
    };

    /// <summary>The word on an answer that waits, or on what a reviewer made of it.</summary>
    public static Verdict Assess(Run run, ToolCall call, string arguments, CallContext context)
    {
        var verdict = CallValidator.Assess(AnswerTool.Tool, arguments, context).Verdict!; // it has nothing to look up
        if (verdict.Terms is not { } terms || AnswerTool.TextOf(verdict.Arguments) is not { } text) return verdict;
        var grounds = AnswerGrounds.Of(text, context.Evidence.Value);
        return verdict with
        {
            Validation = BlankText.Is(text) ? verdict.Validation with { Semantic = LayerReport.Of([Blank]) } : verdict.Validation,
            Terms = terms with
            {
                Title = $"Answer {run.OnBehalfOf.Subject}",
                Rule = WhyItWaits(run, call.Step, AnswerTool.TextOf(call.Asked) ?? "") ?? terms.Rule,
                Effect = string.Join(", ", grounds.Where(t => !t.IsGrounded).Take(MostShown).Select(t => t.Token)) is { Length: > 0 } unproven ? $"In no evidence: {unproven}" : "",
            },
            Grounding = grounds.IsEmpty ? [] : [new(AnswerTool.TextPath, grounds.Max(t => t.Found))], // the answer is as good as the weakest of them
        };
    }

    /// <summary>A call of the run, or of a run that worked for it, was rejected, or nobody knew its outcome.</summary>
    public static bool IsDoubtful(Run run) => run.Calls.Values.Any(IsDoubtful) || run.Children.Values.Any(c => c.Standing.IsDoubtful);

    private static bool IsDoubtful(ToolCall call) => call.Status is CallStatus.Rejected or CallStatus.Unknown || !call.Rulings.IsEmpty;
}
