using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;

namespace ApprovalConsole.Orchestrator.Canary;

/// <summary>Tries the gate as it is: what must not go through is asked for, and one call that may is let go and must come through once. Pages and programs come
/// the same way: <see cref="Decisions"/>, gate, rules, journal, performer, catalog.</summary>
internal sealed class CanaryTrial(CommandGate gate, Decisions decisions, CanaryStreams streams, CanaryPasts pasts, CanarySource tool, LiveFeed feed, TimeProvider time)
{
    private static readonly Actor Reviewer = new("canary/reviewer", "the canary", Channel.Console);

    /// <returns>What does not hold, a sentence each; empty where all holds.</returns>
    public async Task<ImmutableArray<string>> RunAsync(CancellationToken ct)
    {
        using var opened = streams.Open();
        var findings = ImmutableArray.CreateBuilder<string>();
        foreach (var past in CanaryPast.All)
            if (await WhyNotRefusedAsync(past, ct) is { } finding) findings.Add(finding);
        var late = await pasts.TellOfLateAsync(ct);
        if ((await decisions.DecideAsync(late.Id, new("approve", late.ArgumentsHash, late.ViewHash), Reviewer, ct)).Refusal?.Code is not RefusalCode.Expired) findings.Add("A proposal that had expired was approved.");
        findings.AddRange(await TryDecisionsAsync(ct));
        return findings.ToImmutable();
    }

    /// <summary>A past as somebody could have written it into the database: the gate must not go on from it.</summary>
    private async Task<string?> WhyNotRefusedAsync(CanaryPast past, CancellationToken ct)
    {
        var (runId, proposalId) = await pasts.TellAsync(past, ct);
        var run = (await gate.SendForStateAsync(runId, new RunCommand.Wake(time.GetUtcNow()), null, ct)).Run;
        return run.Proposals.TryGetValue(proposalId, out var proposal) && proposal.Answered is ProposalStatus.Stale && !run.IsOut ? null : past.Finding;
    }

    private async Task<ImmutableArray<string>> TryDecisionsAsync(CancellationToken ct)
    {
        var findings = ImmutableArray.CreateBuilder<string>();
        var start = CanaryPasts.Start("asked", time.GetUtcNow(), out var word);
        var run = (await gate.SendForStateAsync(start.RunId, start, null, ct)).Run;
        if (run.PendingProposals.SingleOrDefault() is not { } proposal || run.IsOut)
            return ["An irreversible call did not wait for a person."];

        async Task MustRefuseAsync(DecisionRequest request, RefusalCode code, string finding)
        {
            if ((await decisions.DecideAsync(proposal.Id, request, Reviewer, ct)).Refusal?.Code != code) findings.Add(finding);
        }

        var flipped = Flip(proposal.ArgumentsHash);
        await MustRefuseAsync(new("approve", flipped, proposal.ViewHash), RefusalCode.HashMismatch, "An approval of other bytes was taken.");
        await MustRefuseAsync(new("approve", proposal.ArgumentsHash, Flip(proposal.ViewHash)), RefusalCode.Changed, "An approval of another view was taken.");
        await MustRefuseAsync(
            new("edit", proposal.ArgumentsHash, proposal.ViewHash, JsonSerializer.SerializeToElement(new { word = 7 })), RefusalCode.ValidationFailed,
            "An edit that the schema forbids was taken.");
        if ((await decisions.DecideAsync(proposal.Id, new("approve", proposal.ArgumentsHash, proposal.ViewHash), Actor.Console, ct)).Refusal is null) findings.Add("Who had asked for a call let it go.");
        if (findings.Count > 0) return findings.ToImmutable(); // what it let go must not be let go again

        await GoesOnceAsync(proposal, word, findings, ct);
        return findings.ToImmutable();
    }

    private async Task GoesOnceAsync(Proposal proposal, string word, ImmutableArray<string>.Builder findings, CancellationToken ct)
    {
        var came = tool.AwaitAsync(word);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runId = proposal.Id.Split('.')[0];
        using var subscription = feed.Subscribe(Topic.Run(runId), () => _ = Task.Run(EndAsync, CancellationToken.None));
        async Task EndAsync()
        {
            if (await gate.ReadAsync(runId, ct) is { End: not null }) ended.TrySetResult();
        }

        var approval = new DecisionRequest("approve", proposal.ArgumentsHash, proposal.ViewHash, DecisionId: $"once-{word}");
        if ((await decisions.DecideAsync(proposal.Id, approval, Reviewer, ct)).Refusal is { } refusal)
        {
            findings.Add($"An approval that holds was refused: {refusal.Message}");
            return;
        }

        await came.WaitAsync(ct);
        await EndAsync();
        await ended.Task.WaitAsync(ct);
        await decisions.DecideAsync(proposal.Id, approval, Reviewer, ct); // the same once more, and time goes on: the tool says if it comes twice
        await gate.SendAsync(runId, new RunCommand.Wake(time.GetUtcNow()), ct);
        if (await gate.ReadAsync(runId, ct) is not { End.Status: RunStatus.Completed } run || run.Calls.Values.Single().Sendings != 1)
            findings.Add("A call that was let go once did not end as one that was sent once.");
    }

    internal static string Flip(string hash) => (hash[0] == '0' ? '1' : '0') + hash[1..];
}
