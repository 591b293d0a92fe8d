using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Versions;

/// <summary>A proposed change: what it changes, what it would have done, and an admin's yes or no. Keyed by the change: another one is another panel.</summary>
public sealed partial class WaitingPanel(TimeProvider time) : ComponentBase
{
    private readonly FirstRead _read = new(time);
    private string? _tooSoon;

    [Parameter, EditorRequired]
    public required WaitingChange Waiting { get; set; }

    [Parameter]
    public bool MayAnswer { get; set; }

    [Parameter]
    public bool IsSending { get; set; }

    /// <summary>Why the answer was not taken.</summary>
    [Parameter]
    public string? Refused { get; set; }

    [Parameter]
    public RenderFragment? WhatIf { get; set; }

    [Parameter]
    public EventCallback<WaitingChange> OnAgree { get; set; }

    [Parameter]
    public EventCallback<WaitingChange> OnReject { get; set; }

    private string TitleId => $"waits-{Waiting.Id}";

    private string? Fault => _tooSoon ?? Refused;

    protected override void OnAfterRender(bool firstRender) => _read.Drawn();

    private async Task AgreeAsync()
    {
        _tooSoon = _read.WhyTooSoon;
        if (_tooSoon is null) await OnAgree.InvokeAsync(Waiting);
    }
}
