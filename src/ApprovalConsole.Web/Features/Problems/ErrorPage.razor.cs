using System.Diagnostics;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace ApprovalConsole.Web.Features.Problems;

/// <summary>What people see where a page fell over.</summary>
public sealed partial class ErrorPage : ComponentBase
{
    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private bool IsProvider => ProviderUnreachable.Is(Http?.Features.Get<IExceptionHandlerFeature>()?.Error);

    private string? Trace => Activity.Current?.Id ?? Http?.TraceIdentifier;
}
