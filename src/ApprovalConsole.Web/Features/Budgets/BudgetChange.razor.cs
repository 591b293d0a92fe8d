using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Versions;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>A budget's change that waits for another admin's yes or no. Keyed by the change: another one is another notice.</summary>
public sealed partial class BudgetChange(TimeProvider time) : ComponentBase
{
    private readonly FirstRead _read = new(time);
    private string? _tooSoon;

    [Parameter, EditorRequired]
    public required BudgetChangeView Change { get; set; }

    [Parameter]
    public bool IsSending { get; set; }

    /// <summary>With the id of the change.</summary>
    [Parameter]
    public EventCallback<string> OnAgree { get; set; }

    /// <summary>Likewise.</summary>
    [Parameter]
    public EventCallback<string> OnReject { get; set; }

    protected override void OnAfterRender(bool firstRender) => _read.Drawn();

    private async Task AgreeAsync()
    {
        _tooSoon = _read.WhyTooSoon;
        if (_tooSoon is null) await OnAgree.InvokeAsync(Change.Id);
    }
}
