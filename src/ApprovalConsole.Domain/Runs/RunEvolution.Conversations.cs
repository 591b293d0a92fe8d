using System.Text.Json;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What a principal's words do to a run.</summary>
public static partial class RunEvolution
{
    /// <summary>A model that is out was asked before: the one after it is told.</summary>
    private static Run Hear(Run run, RunEvent.MessageReceived e)
    {
        var asked = run.Questions;
        var heard = run with
        {
            Messages = run.Messages.Add(new(e.MessageId, e.By, e.Text, run.Steps.Length + (run.Model is null ? 1 : 2), [.. asked.Select(q => q.Id)], e.At)),
            MessageStart = run.Halt is null ? new(run.Steps.Length, run.Spent, run.Active, run.Granted) : run.MessageStart, // while it is halted only a grant gives more
            Progress = run.Progress.Heard(run.OpenStep.Any(c => !c.IsSettled)),
        };
        return asked.Aggregate(heard, (r, question) => Settle(r, question.Id, CallStatus.Responded, AsResult(e.Text), e.At));
    }

    private static Run GiveAnswer(Run run, RunEvent.Answered e) => run.Steps.IsEmpty
        ? throw Impossible(e, "before the run's first step")
        : run with { Answered = new(e.Text, run.Steps.Length, e.At) };

    private static Run LeaveUnanswered(Run run, RunEvent.CallUnanswered e) => run.Questions.Any(q => q.Id == e.CallId)
        ? Settle(run, e.CallId, CallStatus.Expired, "", e.At)
        : throw Impossible(e, $"of call {e.CallId}, which asks nothing");

    /// <summary>The next attempt at the reply is told what was said during this one.</summary>
    private static Run HearMeanwhile(this Run run) =>
        run.HasUnheard ? run with { Messages = [.. run.Messages.Select(m => m with { BeforeStep = Math.Min(m.BeforeStep, run.Steps.Length + 1) })] } : run;

    private static Payload AsResult(Payload text) => text.Text is { } said ? JsonSerializer.Serialize(said) : text;
}
