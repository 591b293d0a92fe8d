using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The form for other arguments, with the tool's schema and the layers behind it.</summary>
public sealed partial class EditDesk(DecisionChecks checks, Policies tools, ILogger<EditDesk> log) : ComponentBase
{
    private JsonElement _schema;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required EditRequest Request { get; set; }

    [Parameter]
    public EventCallback<PressedAnswer> OnPressed { get; set; }

    protected override void OnInitialized() => _schema = tools.Find(Request.Card.Shown.Tool)?.Schema ?? default;

    /// <returns>Null where nobody could be asked.</returns>
    private async Task<EditCheck?> TryAsync(JsonElement arguments, CancellationToken ct)
    {
        var by = Actors.Of((await Authentication).User, Channel.Page);
        try
        {
            return await checks.TryEditAsync(Request.Card.Shown.Id, arguments, by, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "An edit of {ProposalId} could not be checked.", Request.Card.Shown.Id);
            return null;
        }
    }
}
