using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web;

/// <summary>The document around every page.</summary>
public sealed partial class App(IOptions<WireOptions> wire) : ComponentBase
{
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    private string Nonce => BrowserSafety.NonceOf(Http);

    /// <summary>Pages that must work without a circuit (sign-in, errors) ask for none.</summary>
    private IComponentRenderMode? PageMode => Http.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;
}
