using ApprovalConsole.Domain.Access;
using ApprovalConsole.Domain.Attention;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>What the audit log says of an event besides the event itself.</summary>
/// <param name="Actor">Null: the console itself.</param>
internal sealed record About(string? Actor, string? Tool, string? Subject)
{
    public static readonly About Nobody = new(null, null, null);

    /// <param name="run">As the event left it.</param>
    public static About Of(RunEvent @event, Run run) => @event switch
    {
        RunEvent.Started e => ByOf(e.RequestedBy, null, e.RunId),
        RunEvent.ProposalMade e => OfProposal(null, e.ProposalId, run),
        RunEvent.ProposalApproved e => OfProposal(e.By, e.ProposalId, run),
        RunEvent.ProposalEdited e => OfProposal(e.By, e.ProposalId, run),
        RunEvent.ProposalRejected e => OfProposal(e.By, e.ProposalId, run),
        RunEvent.ProposalRevised e => OfProposal(e.By, e.ProposalId, run),
        RunEvent.ProposalResponded e => OfProposal(e.By, e.ProposalId, run),
        RunEvent.ProposalRecalled e => OfProposal(e.By, e.ProposalId, run),
        RunEvent.ApprovalsVoided e => OfProposal(null, e.ProposalId, run),
        RunEvent.ProposalWithdrawn e => OfProposal(e.By, e.ProposalId, run),
        RunEvent.ProposalCommented e => OfProposal(e.By, e.ProposalId, run),
        RunEvent.ProposalHandedOver e => OfProposal(e.By, e.ProposalId, run),
        RunEvent.ProposalEscalated e => OfProposal(null, e.ProposalId, run),
        RunEvent.ProposalExpired e => OfProposal(null, e.ProposalId, run),
        RunEvent.ProposalStaled e => OfProposal(null, e.ProposalId, run),
        RunEvent.CallAsked e => OfCall(null, e.Call.CallId, run),
        RunEvent.CallJoined e => OfCall(null, e.CallId, run),
        RunEvent.CallObserved e => OfCall(null, e.CallId, run),
        RunEvent.CallValidated e => OfCall(null, e.CallId, run),
        RunEvent.CallRefused e => OfCall(null, e.CallId, run),
        RunEvent.CallIntended e => OfCall(null, e.CallId, run),
        RunEvent.CallSucceeded e => OfCall(null, e.CallId, run),
        RunEvent.CallFailed e => OfCall(null, e.CallId, run),
        RunEvent.CallLost e => OfCall(null, e.CallId, run),
        RunEvent.CallOutcomeUnknown e => OfCall(null, e.CallId, run),
        RunEvent.CallOutcomeSettled e => OfCall(e.By, e.CallId, run),
        RunEvent.CallOutcomeTakenOn e => OfCall(e.By, e.CallId, run),
        RunEvent.CallProbed e => OfCall(null, e.CallId, run),
        RunEvent.CallContradicted e => OfCall(null, e.CallId, run),
        RunEvent.CallWithdrawn e => OfCall(null, e.CallId, run),
        RunEvent.CallUndoStarted e => OfCall(e.By, e.CallId, run),
        RunEvent.ChildIntended e => OfCall(null, e.CallId, run),
        RunEvent.ChildMoved e => OfCall(null, e.CallId, run),
        RunEvent.ChildEnded e => OfCall(null, e.CallId, run),
        RunEvent.CallUnanswered e => OfCall(null, e.CallId, run),
        RunEvent.MessageReceived e => ByOf(e.By, null, run.Id),
        RunEvent.Granted e => ByOf(e.By, null, run.Id),
        RunEvent.CancelRequested e => ByOf(e.By, null, run.Id),
        _ => new(null, null, run.Id),
    };

    public static About Of(ToolEvent @event) => @event switch
    {
        ToolEvent.PolicySet e => ByOf(e.ConfirmedBy ?? e.By, e.ToolId, e.ToolId),
        ToolEvent.Admitted e => ByOf(e.By, e.ToolId, e.ToolId),
        ToolEvent.PolicyChangeProposed e => ByOf(e.By, e.ToolId, e.ToolId),
        ToolEvent.PolicyChangeRejected e => ByOf(e.By, e.ToolId, e.ToolId),
        _ => Nobody,
    };

    public static About Of(PersonEvent @event) => @event switch
    {
        PersonEvent.Blocked e => ByOf(e.By, null, e.Subject),
        PersonEvent.Unblocked e => ByOf(e.By, null, e.Subject),
        PersonEvent.KeyCreated e => ByOf(e.By, null, e.KeyId),
        PersonEvent.KeyRevoked e => ByOf(e.By, null, e.KeyId),
        _ => Nobody,
    };

    public static About Of(AttentionEvent.Answered answered) => ByOf(answered.By, answered.Tool, answered.ProposalId);

    public static About Of(StopEvent @event) =>
        ByOf((@event as StopEvent.Released)?.ConfirmedBy ?? @event.By, StopScope.Read((@event as StopEvent.Stopped)?.Scope)?.Tool, @event.StopId);

    public static About Of(BudgetEvent @event) => @event switch
    {
        BudgetEvent.Set e => ByOf(e.ConfirmedBy ?? e.By, null, e.Scope),
        BudgetEvent.ChangeProposed e => ByOf(e.By, null, e.Scope),
        BudgetEvent.ChangeRejected e => ByOf(e.By, null, e.Scope),
        _ => new(null, null, @event.Scope),
    };

    public static About Of(SetupEvent @event) => @event switch
    {
        SetupEvent.Set e => ByOf(e.ConfirmedBy ?? e.By, null, e.Of),
        SetupEvent.ChangeProposed e => ByOf(e.By, null, e.Of),
        SetupEvent.ChangeRejected e => ByOf(e.By, null, e.Of),
        _ => Nobody,
    };

    /// <summary>Who, as the log names people: the console itself is nobody.</summary>
    public static string? NameOf(Domain.Runs.Actor by) => by.Channel is Channel.Console && by.Subject == Domain.Runs.Actor.Console.Subject ? null : by.Subject;

    private static About OfProposal(Domain.Runs.Actor? by, string id, Run run) => ByOf(by, run.Proposals.GetValueOrDefault(id)?.Terms.Tool, id);

    private static About OfCall(Domain.Runs.Actor? by, string id, Run run) => ByOf(by, run.Calls.GetValueOrDefault(id) is { } call ? call.Terms?.Tool ?? call.Name : null, id);

    private static About ByOf(Domain.Runs.Actor? by, string? tool, string subject) => new(by is null ? null : NameOf(by), tool, subject);
}
