using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>Events in few words.</summary>
internal static class EventWords
{
    public static string Of(RunEvent e) => e switch
    {
        RunEvent.CallIntended x => $"CallIntended {x.ExecutionId}",
        RunEvent.ModelIntended x => $"ModelIntended step {x.Step}, attempt {x.Attempt}, {x.Route}",
        RunEvent.ModelFailed x => $"ModelFailed {x.Code}",
        RunEvent.CallValidated x => $"CallValidated {x.CallId} {x.Terms.Reversibility}",
        RunEvent.CallRefused x => $"CallRefused {x.CallId} {string.Join(", ", x.Findings.Select(f => f.Code))}",
        RunEvent.ProposalMade x => $"ProposalMade {x.ProposalId} {x.Arguments}",
        RunEvent.ProposalApproved x => $"ProposalApproved {x.ProposalId} by {x.By.Subject} ({x.DecisionId})",
        RunEvent.ProposalStaled x => $"ProposalStaled {x.ProposalId}: {x.Why}",
        RunEvent.CallSucceeded x => $"CallSucceeded {x.ExecutionId}",
        RunEvent.CallFailed x => $"CallFailed {x.ExecutionId} {x.Code}",
        RunEvent.CallOutcomeUnknown x => $"CallOutcomeUnknown {x.ExecutionId}: {x.Why}",
        RunEvent.CallOutcomeSettled x => $"CallOutcomeSettled {x.CallId} {x.Outcome} by {x.By.Subject}",
        RunEvent.CallProbed x => $"CallProbed {x.CallId}: {x.Finding}",
        RunEvent.Halted x => $"Halted {x.Reason}: {x.Message}",
        RunEvent.Failed x => $"Failed {x.Code}",
        RunEvent.CallBlocked x => $"CallBlocked {x.CallId} by {x.By}",
        _ => e.GetType().Name + Subject(e),
    };

    private static string Subject(RunEvent e) => (e.GetType().GetProperty("ProposalId") ?? e.GetType().GetProperty("CallId") ?? e.GetType().GetProperty("ExecutionId"))?.GetValue(e) is string id ? $" {id}" : "";
}
