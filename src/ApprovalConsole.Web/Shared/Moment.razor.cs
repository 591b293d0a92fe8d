using System.Globalization;
using ApprovalConsole.Web.Shared.Text;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared;

/// <summary>An instant as an age or a countdown. The server writes it once; the browser lets it tick.</summary>
public sealed partial class Moment(TimeProvider time) : ComponentBase
{
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary>Count down to it instead of up from it.</summary>
    [Parameter]
    public bool Until { get; set; }

    /// <summary>What is left until then, as a span alone: the words stand beside it.</summary>
    [Parameter]
    public bool Left { get; set; }

    private string Instant => At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private string Title => At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private string Mode => Left ? "left" : Until ? "until" : "age";

    private string Words => Left ? Spans.Short(At - time.GetUtcNow()) : Until ? Spans.Until(At - time.GetUtcNow()) : Spans.Short(time.GetUtcNow() - At);
}
