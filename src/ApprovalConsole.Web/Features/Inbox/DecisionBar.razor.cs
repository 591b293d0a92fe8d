using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The answers a person can give. Each button carries the key that presses it.</summary>
public sealed partial class DecisionBar : ComponentBase
{
    private ElementReference _reenter;
    private ElementReference _checked;

    [Parameter, EditorRequired]
    public required CardView Card { get; set; }

    [Parameter, EditorRequired]
    public required BarView View { get; set; }

    /// <summary>The answer whose form is open; null where none is.</summary>
    [Parameter]
    public DecisionKind? Panel { get; set; }

    [Parameter]
    public EventCallback<DecisionKind?> OnPanel { get; set; }

    [Parameter]
    public string CheckedHow { get; set; } = "";

    [Parameter]
    public EventCallback<string> CheckedHowChanged { get; set; }

    [Parameter]
    public string Reentered { get; set; } = "";

    [Parameter]
    public EventCallback<string> ReenteredChanged { get; set; }

    [Parameter]
    public string? Message { get; set; }

    [Parameter]
    public EventCallback<PressedAnswer> OnPressed { get; set; }

    private string Final => Card.Shown.Reversibility is Domain.Tools.Reversibility.ReadOnly or Domain.Tools.Reversibility.Reversible ? "solid" : "final";

    private bool IsTypedAgain => Card.Reenter is not null && View.CanAnswer && Panel is null;

    private bool IsCheckedBy => Card.AsksHow && View.CanAnswer && Panel is null;

    private CardAnswer Approval => new(Card, DecisionKind.Approve, Checked: CheckedHow);

    // What was answered meanwhile keeps its buttons, so that nothing moves under the hand; it has no keys any more.
    private string? KeyOf(string key) => Card.IsPending ? key : null;

    // On a small screen what is typed before an approval lies below what is read: the words that ask for it lead there. By keys it is the next stop anyway.
    private Task ToBoxAsync() => this switch
    {
        { IsTypedAgain: true, IsCheckedBy: false } or { IsTypedAgain: true, Reentered.Length: 0 } => _reenter.TryFocusAsync(),
        { IsCheckedBy: true } => _checked.TryFocusAsync(),
        _ => Task.CompletedTask,
    };

    private CardAnswer Revise(string words) => new(Card, DecisionKind.Revise, words);

    private CardAnswer Respond(string words) => new(Card, DecisionKind.Respond, Result: AsJson(words));

    private static JsonElement AsJson(string words)
    {
        try
        {
            return JsonElement.Parse(words);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(words);
        }
    }
}
