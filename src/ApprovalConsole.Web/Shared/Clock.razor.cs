using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared;

/// <summary>An instant as the time of day, UTC.</summary>
public sealed partial class Clock : ComponentBase
{
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }
}
