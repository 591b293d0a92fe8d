using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>An answer as the browser sends it, and keeps until it knows what became of it.</summary>
public sealed class PressedEventArgs : EventArgs
{
    /// <summary>Made by the browser: the same for every sending of this answer.</summary>
    public string DecisionId { get; init; } = "";

    public string ProposalId { get; init; } = "";

    /// <summary>The answer as the button carried it; see <see cref="CardAnswer.Body"/>.</summary>
    public string Body { get; init; } = "";

    /// <summary>How long the card had been on the screen, in milliseconds.</summary>
    public double SeenFor { get; init; }
}

/// <summary>An answer together with the press that gave it.</summary>
/// <param name="Answer">As it stands here now; null where there is none to give.</param>
/// <param name="WasOpen">False where the button was closed by the time the press came.</param>
public sealed record PressedAnswer(CardAnswer? Answer, PressedEventArgs Press, bool WasOpen)
{
    /// <summary>What the button carried is what stands here now: nobody typed on in between.</summary>
    public bool IsWhole => WasOpen && Answer?.Body == Press.Body;
}

/// <summary>Events that <c>decisions.js</c> and <c>activity.js</c> raise.</summary>
[EventHandler("onpressed", typeof(PressedEventArgs), enableStopPropagation: true, enablePreventDefault: true)]
[EventHandler("onactive", typeof(EventArgs), enableStopPropagation: true, enablePreventDefault: true)]
[EventHandler("onunanswered", typeof(PressedEventArgs), enableStopPropagation: true, enablePreventDefault: true)]
public static class EventHandlers;
