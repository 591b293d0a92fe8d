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

    /// <summary>So long it seems to have waited.</summary>
    private static readonly TimeSpan Waited = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan WaitsAtLeast = TimeSpan.FromHours(2);

    /// <returns>Null where nothing can be made up for them.</returns>
    public async Task<Planted?> MakeAsync(Actor reviewer, Random lot, CancellationToken ct)
    {
        var likely = await databases.ReadAsync(database => database.Proposals.AsNoTracking().Where(p => p.Status == nameof(ProposalStatus.Executed))
            .OrderByDescending(p => p.RequestedAt).ThenByDescending(p => p.Id).Take(MostLooked).Select(p => p.Id).ToListAsync(ct));
        foreach (var id in likely.OrderBy(_ => lot.Next()).Take(MostTried))
            if (await FromAsync(id, reviewer, lot, ct) is { } planted) return planted;
        return null;
    }

    private async Task<Planted?> FromAsync(string id, Actor reviewer, Random lot, CancellationToken ct)
    {
        try
        {
            if (await gate.ReadProvenAsync(RunControl.RunOf(id), ct) is not { End: not null, Ancestry: null } run || run.Proposals.GetValueOrDefault(id) is not { } like || !MayServe(run, like, reviewer)) return null;
            if (catalog.Find(like.Terms.Tool) is not { IsOffered: true } tool || await BeforeAsync(run.Id, like.CallId, ct) is not { } before) return null;
            var isMasked = (await views.OfAsync(run, like, null, ct)).Masked;
            foreach (var (fault, arguments) in Faults.Of(run, like).OrderBy(_ => lot.Next()).Take(MostFaults))
                if (await WithAsync(before, like, tool, fault, arguments, reviewer, ct) is { } planted) return planted with { ShowsMasked = isMasked };
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

    /// <summary>The run as it was when the call was about to be checked; null where its texts are gone.</summary>
    private async Task<Run?> BeforeAsync(string runId, string callId, CancellationToken ct)
    {
        var events = await journal.ReadAsync<RunEvent>(runId, 0, int.MaxValue, ct);
        var run = events.Select(e => e.Event).TakeWhile(e => e is not RunEvent.CallValidated v || v.CallId != callId).Aggregate(Run.Initial, RunEvolution.Evolve);
        return run.Calls.TryGetValue(callId, out var call) && !call.Asked.IsErased ? run : null;
    }

    private async Task<Planted?> WithAsync(Run before, Proposal like, Tool tool, Fault fault, string arguments, Actor reviewer, CancellationToken ct)
    {
        var call = before.Calls[like.CallId] with { Asked = arguments };
        var run = before with { Calls = before.Calls.SetItem(call.Id, call) };
        var (context, then) = (CallContexts.Of(run, call, time.GetUtcNow()), new Knowledge.Recorded(like.Facts));
        var (verdict, _) = await lookUps.GatherAsync(now => CallValidator.Assess(tool, arguments, context with { Knowledge = new Knowledge.Either(then, now) }), run.OnBehalfOf, ct);
        if (!IsPlain(fault, verdict.Grounding)) return null;
        var waitsSince = time.GetUtcNow() - Waited;
        verdict = verdict with { Facts = [.. verdict.Facts.Select(f => f with { At = waitsSince })] };
        if (RunDecider.Decide(new RunCommand.RecordVerdict(call.Id, verdict, call.RequestedAt), run) is not Ruling<RunEvent>.Accepted { Events: var events }) return null;
        run = events.Aggregate(run, RunEvolution.Evolve);
        if (run.Calls[call.Id].ProposalId is not { } made) return null; // the gate catches that by itself, or lets it go: no person is asked
        var proposal = run.Proposals[made] with { Id = IdBeside(like), RequestedAt = waitsSince, ExpiresAt = waitsSince + (verdict.Terms!.ExpiresAfter > WaitsAtLeast ? verdict.Terms.ExpiresAfter : WaitsAtLeast) };
        return new(Among(run, made, proposal), proposal, fault, like.Id, then, reviewer.Subject, time.GetUtcNow());
    }

    /// <summary>Who looks can see what is wrong: the mark beside the value says that it stands nowhere, or leads to where it does.</summary>
    private static bool IsPlain(Fault fault, ImmutableArray<GroundedValue> grounding) =>
        grounding.FirstOrDefault(g => g.Path == fault.Path) is { } traced && (fault.Kind is FaultKind.NotSeen ? traced.Found is Found.NotFound : traced.CallId is not null);

    /// <summary>In place of the one that the rules made: its id is the real one's.</summary>
    private static Run Among(Run run, string made, Proposal proposal) => run with
    {
        Proposals = run.Proposals.Remove(made).Add(proposal.Id, proposal),
        Calls = run.Calls.SetItem(proposal.CallId, run.Calls[proposal.CallId] with { ProposalId = proposal.Id }),
    };

    /// <summary>As the next proposal of that call would be called: it has ended, and there will be none.</summary>
    private static string IdBeside(Proposal like) => $"{like.Id[..^$"{like.Revision}".Length]}{like.Revision + 1}";
}
