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
        var start = Start(past.Word, now, out _);
        var (run, events) = (Run.Initial, ImmutableArray<RunEvent>.Empty);
        Then(start);
        var call = run.OpenStep.Single();
        var verdict = CallValidator.Assess(catalog.FindAny(CanarySource.ToolId)!, call.Asked.ToString(), CallContexts.Of(run, call, now)).Verdict!;
        Then(new RunCommand.RecordVerdict(call.Id, verdict with { Terms = past.Terms(verdict.Terms!) }, now));
        var proposal = run.PendingProposals.Single();
        var approvedAt = now - past.Age(proposal.Terms);
        Then(new RunCommand.RecordDecision(
            proposal.Id, DecisionKind.Approve, $"past-{call.Id}", "", Approver, proposal.ArgumentsHash, proposal.ViewHash, "", null, "null", false, approvedAt));
        events = [.. events.Select(e => e is RunEvent.ProposalApproved a ? Approved(a, past) : e)];
        if (await streams.AppendAsync(new(run.Id, 0, [.. events.Select(e => EventCodec.Encode(e, e.At))], []), ct) is not Appended.Committed)
            throw new InvalidOperationException("A past of the canary could not be written.");
        return (run.Id, proposal.Id);

        void Then(RunCommand command)
        {
            if (RunDecider.Decide(command, run) is not Ruling<RunEvent>.Accepted { Events: var more }) throw new InvalidOperationException($"The canary's {command.GetType().Name} was refused.");
            events = events.AddRange(more);
            run = more.Aggregate(run, RunEvolution.Evolve);
        }
    }

    private RunEvent Approved(RunEvent.ProposalApproved approved, CanaryPast past)
    {
        var changed = approved with { ArgumentsHash = past.ApprovedHash(approved.ArgumentsHash) };
        return past.IsMarked ? seal.Mark([changed])[0] : changed with { Mac = new string('0', 64) };
    }
}
