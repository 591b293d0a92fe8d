using System.Globalization;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator.Setups;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>The page of an agent, a model or a budget.</summary>
public sealed partial class SetupPage : ComponentBase
{
    [Parameter, EditorRequired]
    public SetupScope Scope { get; set; }

    /// <summary>Where it is laid down.</summary>
    [Parameter, EditorRequired]
    public required ISetups Setups { get; set; }

    /// <summary>Null: its name.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Null where there is none of the name.</summary>
    [Parameter]
    public SetupView? View { get; set; }

    [Parameter]
    public bool IsRead { get; set; }

    /// <summary>As it stands in the address.</summary>
    [Parameter]
    public string? Tab { get; set; }

    [Parameter]
    public string? Version { get; set; }

    [Parameter]
    public bool IsAgainstNow { get; set; }

    [Parameter]
    public bool MayConfigure { get; set; }

    [Parameter]
    public bool IsProposer { get; set; }

    /// <summary>What who may not edit reads.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private KindWords Words => KindWords.Of(Scope);

    private SetupTab Current => SetupTabs.Of(Tab) is var tab && SetupTabs.Has(tab, MayConfigure) ? tab : SetupTab.Settings;

    private string? NoTab => string.IsNullOrEmpty(Tab) || SetupTabs.SlugOf(Current) == Tab ? null : Tab;

    private static string Since(SetupView view) => view.Versions is [var last, ..]
        ? string.Create(CultureInfo.InvariantCulture, $"version {last.Version}, laid down by {last.By} on {last.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
        : "as the settings file says; nobody has laid anything down";
}
