using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The answers a person can give. Each button carries the key that presses it.</summary>
public sealed partial class DecisionBar : ComponentBase
{
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
    public EventCallback<CardAnswer> OnAnswer { get; set; }

    private string Final => Card.Shown.Reversibility is Domain.Tools.Reversibility.ReadOnly or Domain.Tools.Reversibility.Reversible ? "solid" : "final";

    private Task Approve() => OnAnswer.InvokeAsync(new(Card, DecisionKind.Approve, CheckedHow.Trim() is { Length: > 0 } how ? $"Checked: {how}" : null));

    private Task Reject(Rejection rejection) => OnAnswer.InvokeAsync(new(Card, DecisionKind.Reject, rejection.Reason, Stops: rejection.Stops));

    private Task Revise(string words) => OnAnswer.InvokeAsync(new(Card, DecisionKind.Revise, words));

    private Task Respond(string words) => OnAnswer.InvokeAsync(new(Card, DecisionKind.Respond, Result: AsJson(words)));

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
