using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The form for other arguments, with the tool's schema and the layers behind it.</summary>
public sealed partial class EditDesk(Decisions decisions, Policies tools) : ComponentBase
{
    private JsonElement _schema;

    [Parameter, EditorRequired]
    public required CardView Card { get; set; }

    [Parameter]
    public EventCallback<CardAnswer> OnAnswer { get; set; }

    protected override void OnInitialized() => _schema = tools.Find(Card.Shown.Tool)?.Schema ?? default;

    private Task<ValidationView?> TryAsync(JsonElement arguments) => decisions.TryEditAsync(Card.Shown.Id, arguments, CancellationToken.None);

    private Task ApproveAsync(JsonElement arguments) => OnAnswer.InvokeAsync(new(Card, DecisionKind.Edit, Arguments: arguments));
}
