using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.People;

/// <summary>The keys there are, and the form that makes one. A key is on the screen once and nowhere else.</summary>
public sealed partial class KeyPanel(ApiKeys keys, Doorkeeper door, ConsoleFacts facts) : ComponentBase
{
    private readonly PageOrder _order = new(door);
    private IReadOnlyList<KeyView> _keys = [];
    private KeyDraft _draft = new();
    private string? _made;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private string Words => facts.IsLocal ? "Kept as hashes. A key starts or watches runs; none decides or configures."
        : "Programs call with tokens of the identity provider; keys are for consoles on one machine.";

    protected override void OnInitialized() => _keys = keys.All;

    private async Task CreateAsync()
    {
        _made = null;
        var isMade = await _order.SendAsync(Authentication, May.Configure, async by =>
        {
            (_made, var refusal) = await keys.CreateAsync(_draft.Name.Trim(), [_draft.Role], _draft.ToBounds(), by, CancellationToken.None);
            return refusal;
        });
        if (isMade) _draft = new();
        _keys = keys.All;
    }

    private async Task RevokeAsync(string id)
    {
        _made = null;
        await _order.SendAsync(Authentication, May.Configure, by => keys.RevokeAsync(id, by, CancellationToken.None));
        _keys = keys.All;
    }
}
