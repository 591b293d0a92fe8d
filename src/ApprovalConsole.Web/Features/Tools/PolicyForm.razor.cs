using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>What an admin lays down. It is saved over the version that was read, and over no other.</summary>
public sealed partial class PolicyForm(Policies policies) : ComponentBase
{
    private PolicyDraft _draft = new();
    private string? _refused;
    private string _said = "";
    private bool _isSending;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required ToolView Tool { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    protected override void OnInitialized()
    {
        _draft = PolicyDraft.Of(Tool.Policy);
        _said = Tool.Policy.Version > 0 ? "" : "Nobody has laid down a policy: the defaults hold.";
    }

    private async Task SaveAsync()
    {
        var user = (await Authentication).User;
        if (_isSending || !May.Any(user, May.Configure)) return;
        (_isSending, _refused) = (true, null);
        try
        {
            var refusal = await policies.SetAsync(Tool.Id, _draft.Over(Tool.Policy), Tool.Policy.Version, Actors.Of(user, Channel.Page), CancellationToken.None);
            _refused = refusal?.Message;
            if (refusal is null) await OnSaved.InvokeAsync();
        }
        finally
        {
            _isSending = false;
        }
    }
}
