using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Audit;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Audit;

/// <summary>Lets a person have the whole log reckoned anew, and shows the heads that went out.</summary>
public sealed partial class AuditProof(AuditQuery audit, AuditLog log) : ComponentBase
{
    private IReadOnlyList<TreeHead> _heads = [];
    private AuditCheckView? _check;
    private bool _isReckoning;

    protected override void OnInitialized() => _heads = audit.Heads();

    private async Task VerifyAsync()
    {
        _isReckoning = true;
        _check = await audit.VerifyAsync(CancellationToken.None);
        _heads = audit.Heads();
        _isReckoning = false;
    }
}
