using ApprovalConsole.Domain.Runs;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The reason for a rejection, by number.</summary>
public sealed partial class RejectPanel : ComponentBase
{
    private string _words = "";
    private bool _stops;

    [Parameter, EditorRequired]
    public required CardView Card { get; set; }

    [Parameter]
    public bool IsEnabled { get; set; }

    [Parameter]
    public EventCallback<PressedAnswer> OnPressed { get; set; }

    private CardAnswer? AnswerOf(int number) => RejectReason.Of(number, _words) is { } reason ? new(Card, DecisionKind.Reject, reason, Stops: _stops) : null;
}
