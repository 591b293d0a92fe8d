using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Versions;

/// <summary>A proposed change: what it changes, what it would have done, and an admin's yes or no.</summary>
public sealed partial class WaitingPanel : ComponentBase
{
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
}
