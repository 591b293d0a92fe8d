using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Versions;

/// <summary>What a change is and does, before it is made.</summary>
public sealed partial class SaveStep : ComponentBase
{
    private ElementReference _title;

    /// <summary>What holds, as JSON.</summary>
    [Parameter, EditorRequired]
    public string Was { get; set; } = "";

    [Parameter, EditorRequired]
    public string Now { get; set; } = "";

    [Parameter]
    public bool NeedsSecond { get; set; }

    /// <summary>What it lets through that is held now, in words.</summary>
    [Parameter]
    public IReadOnlyList<string> Weaker { get; set; } = [];

    /// <summary>Why a second admin has to agree.</summary>
    [Parameter]
    public string Second { get; set; } = "This lets through what was held before. It holds once another admin has agreed.";

    /// <summary>From when on it holds where nobody has to.</summary>
    [Parameter]
    public string AtOnce { get; set; } = "It holds from the next call that is checked. What waits is checked again before it is sent.";

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
