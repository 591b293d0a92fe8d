using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Effects;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Canary;

/// <summary>Writes pasts of runs that stand right before their call is sent. The rules make the events, and the past's one fault is put in.</summary>
internal sealed class CanaryPasts(CanaryStreams streams, ToolCatalog catalog, DecisionSeal seal, TimeProvider time)
{
    private static readonly Actor Approver = new("canary/approver", "the canary", Channel.Console);

    private static readonly TimeSpan LongerThanAnyWaits = TimeSpan.FromDays(365);

    public static RunCommand.Start Start(string what, DateTimeOffset at, out string word)
    {
        var id = CanaryStreams.NewRunId();
        word = $"{what}-{Guid.NewGuid():N}";
        return new(id, RunKind.Canary, null, CanarySource.Agent, new Principal("canary", ["*"], "{}"), "Ring once.", new RunLimits(), Actor.Console, "{}", at)
            { Calls = [new($"{id}.1.1", "canary", CanarySource.ToolName, JsonSerializer.Serialize(new { word }))] };
    }

    /// <returns>The run, and its proposal that is approved.</returns>
    public async Task<(string RunId, string ProposalId)> TellAsync(CanaryPast past, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var tale = Asked(past.Word, now, past.Terms);
        var proposal = tale.Run.PendingProposals.Single();
        tale.Then(new RunCommand.RecordDecision(
            proposal.Id, DecisionKind.Approve, $"past-{proposal.CallId}", "", Approver, proposal.ArgumentsHash, proposal.ViewHash, "", null, "null", false, now - past.Age(proposal.Terms)));
        await WriteAsync(tale.Run.Id, [.. tale.Events.Select(e => e is RunEvent.ProposalApproved a ? Approved(a, proposal.Terms, past) : e)], ct);
        return (tale.Run.Id, proposal.Id);
    }

    /// <summary>A proposal that has waited longer than any may.</summary>
    public async Task<Proposal> TellOfLateAsync(CancellationToken ct)
    {
        var tale = Asked("late", time.GetUtcNow() - LongerThanAnyWaits, terms => terms);
        await WriteAsync(tale.Run.Id, tale.Events, ct);
        return tale.Run.PendingProposals.Single();
    }

    private Tale Asked(string word, DateTimeOffset at, Func<CallTerms, CallTerms> terms)
    {
        var tale = new Tale();
        tale.Then(Start(word, at, out _));
        var call = tale.Run.OpenStep.Single();
        var verdict = CallValidator.Assess(catalog.FindAny(CanarySource.ToolId)!, call.Asked.ToString(), CallContexts.Of(tale.Run, call, at)).Verdict!;
        tale.Then(new RunCommand.RecordVerdict(call.Id, verdict with { Terms = terms(verdict.Terms!) }, at));
        return tale;
    }

    private async Task WriteAsync(string runId, ImmutableArray<RunEvent> events, CancellationToken ct)
    {
        if (await streams.AppendAsync(new(runId, 0, [.. events.Select(e => EventCodec.Encode(e, e.At))], []), ct) is not Appended.Committed)
            throw new InvalidOperationException("A past of the canary could not be written.");
    }

    /// <summary>Events as the rules make them.</summary>
    private sealed class Tale
    {
        public Run Run { get; private set; } = Run.Initial;

        public ImmutableArray<RunEvent> Events { get; private set; } = [];

        public void Then(RunCommand command)
        {
            if (RunDecider.Decide(command, Run) is not Ruling<RunEvent>.Accepted { Events: var more }) throw new InvalidOperationException($"The canary's {command.GetType().Name} was refused.");
            Events = Events.AddRange(more);
            Run = more.Aggregate(Run, RunEvolution.Evolve);
        }
    }

    private RunEvent Approved(RunEvent.ProposalApproved approved, CallTerms terms, CanaryPast past)
    {
        var changed = approved with { ArgumentsHash = past.ApprovedHash(approved.ArgumentsHash) };
        return past.IsMarked ? seal.Mark(changed, terms) : changed with { Mac = new string('0', 64) };
    }
}
