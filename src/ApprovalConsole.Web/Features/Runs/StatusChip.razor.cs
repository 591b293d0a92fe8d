using ApprovalConsole.Domain.Runs;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>Where a run stands.</summary>
public sealed partial class StatusChip : ComponentBase
{
    [Parameter, EditorRequired]
    public RunStatus Status { get; set; }

    private string Look => Status switch
    {
        RunStatus.Halted or RunStatus.OutcomeUnknown => "full",
        RunStatus.AwaitingDecision or RunStatus.AwaitingInput or RunStatus.Running => "",
        _ => "faint",
    };

    private string Sign => Status switch
    {
        RunStatus.Running => "▸",
        RunStatus.AwaitingDecision or RunStatus.AwaitingInput => "‖",
        RunStatus.OutcomeUnknown => "?",
        RunStatus.Halted => "■",
        RunStatus.Completed => "✓",
        _ => "✕",
    };
}
