using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Dealing;

/// <summary>Of a console that is alone: in its memory.</summary>
internal sealed class OwnClaims(LiveFeed feed, TimeProvider time) : IClaims
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Claim> _claims = [];

    public Task<Claim> TakeAsync(string proposalId, Actor by, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        Claim claim;
        bool isNew;
        lock (_lock)
        {
            var stands = _claims.GetValueOrDefault(proposalId) is { } known && known.Until > now ? known : null;
            if (stands is not null && !stands.IsOf(by.Subject)) return Task.FromResult(stands);
            isNew = stands is null;
            _claims[proposalId] = claim = new(proposalId, by.Subject, by.Name, now + Claim.Lasts);
        }

        if (isNew) feed.Nudge(Topic.Claims);
        return Task.FromResult(claim);
    }

    public Task ReleaseAsync(string proposalId, Actor by, CancellationToken ct)
    {
        bool isReleased;
        lock (_lock) isReleased = _claims.TryGetValue(proposalId, out var claim) && claim.IsOf(by.Subject) && _claims.Remove(proposalId);
        if (isReleased) feed.Nudge(Topic.Claims);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Claim>> StandingAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var lapsed in _claims.Values.Where(c => c.Until <= now).ToList()) _claims.Remove(lapsed.ProposalId);
            return Task.FromResult<IReadOnlyList<Claim>>([.. _claims.Values]);
        }
    }
}
