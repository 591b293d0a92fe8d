using AngleSharp.Dom;
using ApprovalConsole.Web.Features.Inbox;
using Bunit;

namespace ApprovalConsole.Tests.Pages;

/// <summary>Presses a button that gives an answer, as <c>decisions.js</c> does.</summary>
internal static class Pressing
{
    public static void Press(this IElement button, string decisionId = "d1") => button.TriggerEvent("onpressed", new PressedEventArgs
    {
        DecisionId = decisionId, ProposalId = button.GetAttribute("data-proposal")!, Body = button.GetAttribute("data-decides") ?? "", SeenFor = 10_000,
    });
}
