using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Outside;

namespace ApprovalConsole.Web.Security;

/// <summary>The way in for calls of agents that run elsewhere, by HTTP as by MCP: what their caller may claim is bounded, and who goes beyond it is written down.</summary>
internal sealed class OutsideDoor(AssertionBounds bounds, PrincipalTokens tokens, RefusedAttempts attempts, OutsideCalls calls)
{
    public async Task<ToolCallAnswer> AskAsync(ToolCallRequest request, Actor by, string? idempotencyKey, CancellationToken ct)
    {
        var claim = new Orchestrator.Runs.RunRequest(request.Agent, null, request.OnBehalfOf);
        var beyond = bounds.WhyNot(by, claim);
        var (verified, fault) = beyond is null ? await tokens.VerifyAsync(claim, ct) : (null, beyond);
        await attempts.NoteAsync("assertion", by, null, request.Agent ?? "", fault);
        return verified is null ? new(null, fault) : await calls.AskAsync(request with { OnBehalfOf = verified.OnBehalfOf }, by, idempotencyKey, ct);
    }
}
