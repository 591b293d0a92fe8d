using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Proposals;

namespace ApprovalConsole.Orchestrator.Dealing;

/// <summary>Deals what waits: to each reviewer what was handed to them, then the proposal nearest its deadline that nobody else has before them and that they may approve. What was handed to
/// another comes last, with what they have passed over: nothing waits for one who is away while somebody is free.</summary>
public sealed class Dealer
{
    private readonly WaitingQuery _waiting;
    private readonly DecisionChecks _checks;
    private readonly IClaims _claims;

    internal Dealer(WaitingQuery waiting, DecisionChecks checks, IClaims claims) => (_waiting, _checks, _claims) = (waiting, checks, claims);

    /// <summary>The next one, which is theirs from now on, as long as a claim lasts.</summary>
    /// <param name="passed">What they have passed over.</param>
    /// <returns>Null where nothing is left for them.</returns>
    public async Task<string?> NextAsync(QueueFilter queue, Actor by, IReadOnlySet<string> passed, CancellationToken ct)
    {
        var others = (await _claims.StandingAsync(ct)).Where(c => !c.IsOf(by.Subject)).Select(c => c.ProposalId).ToHashSet();
        foreach (var own in (await _waiting.IdsAsync(queue with { HandedTo = by.Subject }, null, ct)).Items)
        {
            if (!others.Contains(own.Id) && !passed.Contains(own.Id) && await TakesAsync(own.Id, by, ct)) return own.Id;
        }

        var later = new List<string>();
        string? after = null;
        do
        {
            var page = await _waiting.IdsAsync(queue, after, ct);
            foreach (var next in page.Items.Where(p => !others.Contains(p.Id)))
            {
                if (passed.Contains(next.Id) || !next.IsFor(by.Subject)) later.Add(next.Id);
                else if (await TakesAsync(next.Id, by, ct)) return next.Id;
            }

            after = page.Next;
        }
        while (after is not null);
        foreach (var id in later)
        {
            if (await TakesAsync(id, by, ct)) return id;
        }

        return null;
    }

    private async Task<bool> TakesAsync(string id, Actor by, CancellationToken ct)
    {
        try
        {
            if (!await _checks.MayBeDealtAsync(id, by, ct) || !(await _claims.TakeAsync(id, by, ct)).IsOf(by.Subject)) return false;
            if (await _checks.MayBeDealtAsync(id, by, ct)) return true; // whoever had it before may have decided between the look and the claim
            await _claims.ReleaseAsync(id, by, ct);
            return false;
        }
        catch (JournalDamagedException)
        {
            return false;
        }
    }
}
