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
    private IReadOnlyList<KeyView> _keys = [];
    private KeyDraft _draft = new();
    private string? _made;
    private string? _message;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private string Words => facts.IsLocal ? "Kept as hashes. A key starts or watches runs; none decides or configures."
        : "Programs call with tokens of the identity provider; keys are for consoles on one machine.";

    protected override void OnInitialized() => _keys = keys.All;

    private async Task CreateAsync()
    {
        var entry = await EnterAsync();
        if (entry.Actor is { } by)
        {
            var (key, refusal) = await keys.CreateAsync(_draft.Name.Trim(), [_draft.Role], _draft.ToBounds(), by, CancellationToken.None);
            (_made, _message) = (key, refusal?.Message);
            if (key is not null) _draft = new();
        }

        _keys = keys.All;
    }

    private async Task RevokeAsync(string id)
    {
        _made = null;
        if ((await EnterAsync()).Actor is { } by) _message = (await keys.RevokeAsync(id, by, CancellationToken.None))?.Message;
        _keys = keys.All;
    }

    private async Task<Entry> EnterAsync()
    {
        var entry = await door.ForOrderAsync((await Authentication).User, Channel.Page, May.Configure, CancellationToken.None);
        _message = entry.Refusal?.Message;
        return entry;
    }
}
