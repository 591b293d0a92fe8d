using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>Keeps the words of answers that wait for a person from those who may not see what waits: what they get of an answer is the run's result.</summary>
public static class HeldAnswers
{
    private const string Mark = "[withheld]";
    private static readonly Payload Withheld = Mark;
    private static readonly Payload Arguments = AnswerTool.ArgumentsOf(Mark);

    /// <summary>The event without them, of a run whose answers may wait: what the model says beside its calls may be the answer as well.</summary>
    public static RunEvent LeftOut(RunEvent @event) => @event switch
    {
        RunEvent.ModelReplied e => e with { Text = string.IsNullOrEmpty(e.Text.Text) ? e.Text : Withheld, Calls = [.. e.Calls.Select(c => c.IsAnswer ? c with { Arguments = Arguments } : c)] },
        RunEvent.CallValidated e when IsAnswer(e.Terms) => e with { Arguments = Arguments, Terms = Unnamed(e.Terms) },
        RunEvent.ProposalMade e when IsAnswer(e.Terms) => e with { Arguments = Arguments, Terms = Unnamed(e.Terms), Difference = [] },
        RunEvent.ProposalEdited e when IsAnswer(e.Terms) => e with { Arguments = Arguments, Terms = Unnamed(e.Terms) },
        _ => @event,
    };

    /// <summary>The run without them, to be looked at.</summary>
    public static Run LeftOut(Run run) => run.AnswerNeeds is AnswerNeeds.Nothing ? run : run with
    {
        Steps = [.. run.Steps.Select(step => step with { Text = Withheld })],
        Calls = run.Calls.SetItems(run.Calls.Where(c => c.Value.IsAnswer).Select(c => KeyValuePair.Create(c.Key, LeftOut(c.Value)))),
    };

    private static ToolCall LeftOut(ToolCall answer) => answer with
    {
        Asked = Arguments, Arguments = answer.Arguments is null ? default(Payload?) : Arguments, ArgumentsBeforeEdit = null, Terms = answer.Terms is { } terms ? Unnamed(terms) : null,
    };

    // A source of tools cannot have the console's name.
    private static bool IsAnswer(CallTerms terms) => terms.Tool == AnswerTool.Tool.Id;

    // The effect names what stood in no evidence.
    private static CallTerms Unnamed(CallTerms terms) => terms with { Effect = "" };
}
