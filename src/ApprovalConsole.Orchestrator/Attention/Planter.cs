using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Attention;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Effects;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Attention;

/// <summary>Makes a proposal up that passes all three layers and is wrong: from one that people let go unchanged and that was carried out, with one value changed. What was looked up
/// for that one is taken as it was; only what the changed value leads to is looked up. Nothing is written.</summary>
internal sealed class Planter(ReadPool databases, CommandGate gate, JournalReader journal, ToolCatalog catalog, LookUps lookUps, ProposalViews views, TimeProvider time)
{
    private const int MostLooked = 200;
    private const int MostTried = 8;
    private const int MostFaults = 6;

    /// <summary>Whoever let it go themselves is not shown its like before that.</summary>
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(1);

    /// <summary>So long it seems to have waited where nothing else does.</summary>
    private static readonly TimeSpan Waited = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan WaitsAtLeast = TimeSpan.FromHours(2);

    /// <summary>Who is so short of time is not tried.</summary>
    private static readonly TimeSpan TooLate = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30);

    /// <param name="next">The deadline of the one that would be dealt now: this one seems to have waited a little longer. Null: nothing else waits.</param>
    /// <returns>Null where nothing can be made up for them.</returns>
    public async Task<Planted?> MakeAsync(Actor reviewer, DateTimeOffset? next, Random lot, CancellationToken ct)
    {
        var likely = await databases.ReadAsync(database => database.Proposals.AsNoTracking().Where(p => p.Status == nameof(ProposalStatus.Executed))
            .OrderByDescending(p => p.RequestedAt).ThenByDescending(p => p.Id).Take(MostLooked).Select(p => p.Id).ToListAsync(ct));
        foreach (var id in likely.OrderBy(_ => lot.Next()).Take(MostTried))
            if (await FromAsync(id, reviewer, next, lot, ct) is { } planted) return planted;
        return null;
    }

    private async Task<Planted?> FromAsync(string id, Actor reviewer, DateTimeOffset? next, Random lot, CancellationToken ct)
    {
        try
        {
            if (await gate.ReadProvenAsync(RunControl.RunOf(id), ct) is not { End: not null, Ancestry: null } run || run.Proposals.GetValueOrDefault(id) is not { } like || !MayServe(run, like, reviewer)) return null;
            if (catalog.Find(like.Terms.Tool) is not { IsOffered: true } tool || await BeforeAsync(run.Id, like.CallId, ct) is not { } before) return null;
            var isMasked = (await views.OfAsync(run, like, null, ct)).Masked;
            foreach (var (fault, arguments) in Faults.Of(run, like).OrderBy(_ => lot.Next()).Take(MostFaults))
                if (await WithAsync(before.Asking(arguments), like, tool, fault, reviewer, next - lot.NextDouble() * Ahead, ct) is { } planted) return planted with { ShowsMasked = isMasked };
        }
        catch (JournalDamagedException)
        {
            // Then it is no likeness of anything.
        }

        return null;
    }

    private bool MayServe(Run run, Proposal like, Actor reviewer) =>
        like is { Answered: ProposalStatus.Approved, OriginalArguments: null, Decision: { Kind: DecisionKind.Approve } decision } && !run.Calls[like.CallId].IsAnswer
        && (decision.At < time.GetUtcNow() - ForgottenAfter || like.Approvals.All(a => !a.By.IsSameAs(reviewer)));

    /// <summary>Null where its texts are gone, or where others of its kind would lead back to it.</summary>
    private async Task<Beginning?> BeforeAsync(string runId, string callId, CancellationToken ct)
    {
        var events = await journal.ReadAsync<RunEvent>(runId, 0, int.MaxValue, ct);
        return Beginning.Of(events.Select(e => e.Event), runId, callId, RunIds.New(time.GetUtcNow() - Waited)) is { } before && !Relatives.Of(before.Run).Any() ? before : null;
    }

    private async Task<Planted?> WithAsync(Beginning before, Proposal like, Tool tool, Fault fault, Actor reviewer, DateTimeOffset? deadline, CancellationToken ct)
    {
        var run = before.Run;
        var call = run.Calls[before.CallId];
        var (context, then) = (CallContexts.Of(run, call, time.GetUtcNow()), new Knowledge.Recorded(like.Facts));
        var (verdict, _) = await lookUps.GatherAsync(now => CallValidator.Assess(tool, call.Asked.ToString(), context with { Knowledge = new Knowledge.Either(then, now) }), run.OnBehalfOf, ct);
        if (!IsPlain(fault, verdict.Grounding) || verdict.Terms is not { } terms) return null;
        var waitsSince = Since(terms.ExpiresAfter, deadline);
        verdict = verdict with { Facts = [.. verdict.Facts.Select(f => f with { At = waitsSince })] };
        if (RunDecider.Decide(new RunCommand.RecordVerdict(call.Id, verdict, waitsSince), run) is not Ruling<RunEvent>.Accepted { Events: var events }) return null;
        if (events.OfType<RunEvent.ProposalMade>().SingleOrDefault() is not { } made) return null; // the gate catches that by itself, or lets it go: no person is asked
        var waitsUntil = deadline is null && made.ExpiresAt < waitsSince + WaitsAtLeast ? waitsSince + WaitsAtLeast : made.ExpiresAt;
        if (waitsUntil < time.GetUtcNow() + TooLate) return null;
        ImmutableArray<RunEvent> past = [.. before.Past, .. events.Select(e => e == made ? made with { ExpiresAt = waitsUntil } : e), .. Told(made)];
        run = past.Aggregate(Run.Initial, RunEvolution.Evolve);
        return new(past, run, run.Proposals[made.ProposalId], fault, like.Id, then, reviewer.Subject, time.GetUtcNow());
    }

    /// <summary>Right before the one that would be dealt now, as far as it could have been asked for by then.</summary>
    private DateTimeOffset Since(TimeSpan expiresAfter, DateTimeOffset? deadline)
    {
        var latest = time.GetUtcNow() - Waited;
        return deadline - expiresAfter is { } since && since < latest ? since : latest;
    }

    /// <summary>Of what waits so long others are told.</summary>
    private ImmutableArray<RunEvent> Told(RunEvent.ProposalMade made) =>
        made.Terms.Escalation is { } escalation && made.At + escalation.After <= time.GetUtcNow() ? [new RunEvent.ProposalEscalated(made.ProposalId, escalation.To, made.At + escalation.After)] : [];

    /// <summary>Who looks can see what is wrong: the mark beside the value says that it stands nowhere, or leads to where it does.</summary>
    private static bool IsPlain(Fault fault, ImmutableArray<GroundedValue> grounding) =>
        grounding.FirstOrDefault(g => g.Path == fault.Path) is { } traced && (fault.Kind is FaultKind.NotSeen ? traced.Found is Found.NotFound : traced.CallId is not null);
}
