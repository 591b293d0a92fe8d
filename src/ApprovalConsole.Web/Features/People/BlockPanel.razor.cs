using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.People;

/// <summary>Who is blocked, and the form that blocks somebody.</summary>
public sealed partial class BlockPanel(BlockList blocks, Doorkeeper door) : ComponentBase
{
    private IReadOnlyList<BlockView> _blocked = [];
    private string _subject = "";
    private string _reason = "";
    private string? _message;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IEnumerable<(string Subject, string Name)> SignedIn => door.SignedIn;

    protected override void OnInitialized() => _blocked = blocks.All;

    private Task BlockAsync() => OrderAsync(by => blocks.BlockAsync(_subject.Trim(), door.SignedIn.FirstOrDefault(p => p.Subject == _subject.Trim()).Name, _reason, by, CancellationToken.None));

    private Task UnblockAsync(string subject) => OrderAsync(by => blocks.UnblockAsync(subject, by, CancellationToken.None));

    private async Task OrderAsync(Func<Actor, Task<Refusal?>> order)
    {
        var entry = await door.ForOrderAsync((await Authentication).User, Channel.Page, May.Configure, CancellationToken.None);
        var refusal = entry.Actor is { } by ? await order(by) : entry.Refusal;
        _message = refusal?.Message;
        if (refusal is null) (_subject, _reason) = ("", "");
        _blocked = blocks.All;
    }
}
