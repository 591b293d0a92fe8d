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
    private readonly PageOrder _order = new(door);
    private IReadOnlyList<BlockView> _blocked = [];
    private string _subject = "";
    private string _reason = "";

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IEnumerable<(string Subject, string Name)> SignedIn => door.SignedIn;

    protected override void OnInitialized() => _blocked = blocks.All;

    private Task BlockAsync() => OrderAsync(by => blocks.BlockAsync(_subject.Trim(), door.SignedIn.FirstOrDefault(p => p.Subject == _subject.Trim()).Name, _reason, by, CancellationToken.None));

    private Task UnblockAsync(string subject) => OrderAsync(by => blocks.UnblockAsync(subject, by, CancellationToken.None));

    private async Task OrderAsync(Func<Actor, Task<Refusal?>> order)
    {
        if (await _order.SendAsync(Authentication, May.Configure, order)) (_subject, _reason) = ("", "");
        _blocked = blocks.All;
    }
}
