using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The answers of a pipeline's question; the first nine have a digit as their key.</summary>
public sealed partial class ChoiceButtons : ComponentBase
{
    private const int MostKeys = 9;

    [Parameter, EditorRequired]
    public required CardView Card { get; set; }

    [Parameter, EditorRequired]
    public required BarView View { get; set; }

    [Parameter]
    public EventCallback<PressedAnswer> OnPressed { get; set; }

    private IEnumerable<(string Answer, int Number)> Numbered => Card.Choices.Select((answer, i) => (answer, i + 1));

    private string? KeyOf(int number) => Card.IsPending && number <= MostKeys ? number.ToString(CultureInfo.InvariantCulture) : null;

    private CardAnswer Choose(string answer) => new(Card, DecisionKind.Respond, Result: JsonSerializer.SerializeToElement(new { answer }));
}
