using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>Nobody loses an edit by a link, by the way back or by a reload before they have said that it may go.</summary>
/// <remarks>Only the browser itself can ask before a reload, in its own words. What leads to another part of the same page asks nothing: the edit is over all of them.</remarks>
public sealed partial class UnsavedEdit(NavigationManager navigation) : ComponentBase
{
    private ElementReference _stay;
    private string? _wanted;
    private bool _isAsked;
    private bool _isLeaving;

    [Parameter, EditorRequired]
    public bool IsChanged { get; set; }

    /// <summary>Where the way back leads, in place of another page; not set where it leads out.</summary>
    [Parameter]
    public EventCallback OnBack { get; set; }

    protected override Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isAsked || !IsChanged) return Task.CompletedTask;
        _isAsked = false;
        return _stay.TryFocusAsync();
    }

    private async Task AskAsync(LocationChangingContext leaving)
    {
        if (!IsChanged || _isLeaving || PathOf(leaving.TargetLocation) == PathOf(navigation.Uri)) return;
        leaving.PreventNavigation();
        if (!leaving.IsNavigationIntercepted && OnBack.HasDelegate) // no link: the way back
        {
            await OnBack.InvokeAsync();
            return;
        }

        (_wanted, _isAsked) = (leaving.TargetLocation, true);
        StateHasChanged();
    }

    private void Stay() => _wanted = null;

    private void Leave()
    {
        _isLeaving = true;
        navigation.NavigateTo(_wanted!);
    }

    private string PathOf(string address) => navigation.ToAbsoluteUri(address).AbsolutePath;
}
