using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Versions;

/// <summary>What a change of the policy is and does, before it is made.</summary>
public sealed partial class SaveStep : ComponentBase
{
    private ElementReference _title;

    /// <summary>The policy that holds, as JSON.</summary>
    [Parameter, EditorRequired]
    public string Was { get; set; } = "";

    [Parameter, EditorRequired]
    public string Now { get; set; } = "";

    [Parameter]
    public bool NeedsSecond { get; set; }

    [Parameter]
    public bool IsSending { get; set; }

    /// <summary>Somebody else has laid down a version since.</summary>
    [Parameter]
    public bool IsOvertaken { get; set; }

    /// <summary>Why it was not taken.</summary>
    [Parameter]
    public string? Refused { get; set; }

    /// <summary>What it would have done.</summary>
    [Parameter]
    public RenderFragment? WhatIf { get; set; }

    [Parameter]
    public EventCallback OnSave { get; set; }

    [Parameter]
    public EventCallback OnBack { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await _title.TryFocusAsync();
    }
}
