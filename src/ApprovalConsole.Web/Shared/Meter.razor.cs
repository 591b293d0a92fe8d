using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared;

/// <summary>How much of a cap is used up. The server writes it once; while something is at work the browser lets its time tick.</summary>
public sealed partial class Meter : ComponentBase
{
    [Parameter, EditorRequired]
    public MeterView View { get; set; } = MeterView.Steps(0, 0);

    private string? Since => View.Running?.Since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private string? Used => View.Running?.UsedSeconds.ToString(CultureInfo.InvariantCulture);

    private string? Limit => View.Running?.LimitSeconds.ToString(CultureInfo.InvariantCulture);
}
