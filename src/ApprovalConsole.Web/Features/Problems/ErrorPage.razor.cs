using System.Diagnostics;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Problems;

/// <summary>What people see where a page fell over.</summary>
public sealed partial class ErrorPage : ComponentBase
{
    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private string? Trace => Activity.Current?.Id ?? Http?.TraceIdentifier;
}
