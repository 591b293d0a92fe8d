using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Versions;

/// <summary>Recorded calls that another policy would have treated otherwise.</summary>
public sealed partial class WhatIfTable : ComponentBase
{
    [Parameter, EditorRequired]
    public required WhatIfView View { get; set; }
}
