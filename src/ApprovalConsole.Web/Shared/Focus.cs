using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ApprovalConsole.Web.Shared;

/// <summary>Where the keys go. Nothing rests on it, and a page that cannot have it goes on.</summary>
internal static class Focus
{
    public static async Task TryFocusAsync(this ElementReference element, bool preventScroll = false)
    {
        try
        {
            await element.FocusAsync(preventScroll);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // It has left the page meanwhile, or the line was cut while it was asked for.
        }
    }
}
