using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>Makes lines out of a run's events, which it is given from the first on. What goes on and on is said once.</summary>
internal sealed class ProgressTeller
{
    private readonly HashSet<string> _reads = [];
    private string? _last;

    /// <param name="event">As those see it who may see nothing that is sensitive or held back.</param>
    /// <returns>Null: nothing is to be said of it.</returns>
    public (string Kind, string Text)? Tell(RunEvent @event)
    {
        if (Of(@event) is not var (kind, text)) return null;
        var isNews = kind != _last || kind is "question" or "answer" or "heard";
        _last = kind;
        return isNews ? (kind, text) : null;
    }

    private (string Kind, string Text)? Of(RunEvent @event)
    {
        switch (@event)
        {
            case RunEvent.Started: return ("started", "Started.");
            case RunEvent.ModelIntended: return ("thinking", "Thinking.");
            case RunEvent.CallValidated { Terms.Tool: AskUserTool.Id } e: return ("question", AskUserTool.QuestionOf(e.Arguments) ?? Payload.ErasedMark);
            case RunEvent.CallValidated e:
                if (e.Terms.Reversibility is Reversibility.ReadOnly) _reads.Add(e.CallId);
                else _reads.Remove(e.CallId);
                return null;
            case RunEvent.CallIntended e: return _reads.Contains(e.CallId) ? ("looking", "Looking something up.") : ("acting", "Doing something for you.");
            case RunEvent.ChildIntended: return ("looking", "Looking something up.");
            case RunEvent.ProposalMade: return ("review", "Waiting for a person here to look at it.");
            case RunEvent.MessageReceived: return ("heard", "Message received.");
            case RunEvent.CallOutcomeUnknown: return ("unclear", "Finding out what became of a step.");
            case RunEvent.Halted: return ("paused", "Paused: a person here has to look at it.");
            case RunEvent.Granted: return ("resumed", "Going on.");
            case RunEvent.Answered e: return ("answer", e.Text.ToString());
            case RunEvent.Completed e: return ("done", e.Result.ToString());
            case RunEvent.Failed: return ("failed", "This could not be finished.");
            case RunEvent.Cancelled: return ("stopped", "This was stopped.");
            default: return null;
        }
    }
}
