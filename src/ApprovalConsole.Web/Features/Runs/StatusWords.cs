using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>A run's state in words.</summary>
public static class StatusWords
{
    public static string Of(RunStatus status) => status switch
    {
        RunStatus.AwaitingDecision => "waits for people",
        RunStatus.AwaitingInput => "waits for input",
        RunStatus.OutcomeUnknown => "outcome unknown",
        _ => status.ToString().ToLowerInvariant(),
    };
}
