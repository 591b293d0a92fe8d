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
    private PolicyView? _read;
    private string? _refused;
    private bool _isSending;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required ToolView Tool { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private bool IsChanged => _read is { } read && _draft.Differs(read);

    private string Said => (Tool.Policy.Version, _read?.Version) switch
    {
        (0, _) => "Nobody has laid down a policy: the defaults hold.",
        var (now, read) when now != read => $"Somebody has laid down version {now} while you edited version {read}.",
        _ => "",
    };

    // What somebody else lays down comes in by itself, unless an edit is under way: that stays, over the version it was made from.
    protected override void OnParametersSet()
    {
        if (_read is null || (_read.Version != Tool.Policy.Version && !IsChanged)) Reload();
    }

    private void Reload()
    {
        (_read, _refused) = (Tool.Policy, null);
        _draft = PolicyDraft.Of(_read);
    }

    private async Task SaveAsync()
    {
        var user = (await Authentication).User;
        if (_isSending || _read is not { } read || !May.Any(user, May.Configure)) return;
        (_isSending, _refused) = (true, null);
        try
        {
            var refusal = await policies.SetAsync(Tool.Id, _draft.Over(read), read.Version, Actors.Of(user, Channel.Page), CancellationToken.None);
            _refused = refusal?.Message;
            if (refusal is not null) return;
            _read = null;
            await OnSaved.InvokeAsync();
        }
        finally
        {
            _isSending = false;
        }
    }
}
