using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Runs;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Puts the evidence of a decision together: what the log holds of the proposal, its call and the policy, with proofs against a head that is signed now.</summary>
public sealed class EvidencePacks
{
    private readonly ReadPool _databases;
    private readonly JournalReader _reader;
    private readonly AuditLog _audit;
    private readonly AuditKey _key;
    private readonly Masks _masks;
    private readonly Reveals _reveals;
    private readonly TimeProvider _time;

    internal EvidencePacks(ReadPool databases, JournalReader reader, AuditLog audit, AuditKey key, Masks masks, Reveals reveals, TimeProvider time) =>
        (_databases, _reader, _audit, _key, _masks, _reveals, _time) = (databases, reader, audit, key, masks, reveals, time);

    /// <summary>The pack's file, or why there is none. That it was taken is in the log before it is handed out.</summary>
    public async Task<(byte[]? File, Refusal? Refusal)> TakeAsync(string proposalId, Actor by, CancellationToken ct)
    {
        var run = RunControl.RunOf(proposalId);
        var events = await _reader.ReadAsync<RunEvent>(run, 0, int.MaxValue, ct);
        var now = RunEvolution.Fold(events.Select(e => e.Event));
        if (!now.Proposals.TryGetValue(proposalId, out var proposal)) return (null, new(RefusalCode.UnknownProposal, "There is no such proposal."));
        var last = events.LastOrDefault(e => IsDecisionOn(e.Event, proposalId));
        if (Disclosure.IsOpen(now, proposalId)) return (null, new(RefusalCode.NotDecided, "Others still decide: there is evidence once it is settled."));
        if (last is null) return (null, new(RefusalCode.NotDecided, "Nobody has decided this proposal, so there is no evidence of a decision."));

        // A pack that left values out could not be checked; so whoever takes it has revealed them first.
        if (_masks.AreAny && await _masks.OfAsync(run, ct) is { HidesNothing: false } && !_reveals.IsRecent(run, now.Version, by))
            return (null, new(RefusalCode.RevealFirst, "The evidence holds sensitive values: reveal those of its run first, and say why. It is given to you for a quarter of an hour after that, until the run goes on."));

        await _audit.RecordAsync(AuditNote.Of(AuditKinds.EvidenceTaken, by, proposal.Terms.Tool, proposalId, _time.GetUtcNow()), ct);
        var seen = RunEvolution.Fold(events.TakeWhile(e => e.Version < last.Version).Select(e => e.Event)).Proposals[proposalId];
        var entries = await EntriesAsync(run, proposal, ct);
        var pack = new EvidencePack(
            EvidencePack.FormatName, _audit.Instance, proposalId, run, now.Agent, proposal.Terms.Tool, now.StatusOf(proposal).ToString(), _time.GetUtcNow(),
            [.. entries.Entries.Where(e => e.Subject == proposalId).Select(DecisionIn).OfType<EvidenceDecision>()],
            proposal.Arguments.Text, proposal.ArgumentsHash, ViewOf(seen), ViewHashIn(last.Event),
            [.. seen.Facts.Select(f => new EvidenceFact(f.Name, f.Tool, f.Path, f.Value.Text, f.At))],
            proposal.Terms.PolicyVersion, proposal.Terms.DefinitionHash, entries.Entries, entries.Head, _key.PublicKey, "");
        return ((pack with { Signature = _key.Sign(pack.Signed()) }).ToFile(), null);
    }

    private Task<(ImmutableArray<EvidenceEntry> Entries, TreeHead Head)> EntriesAsync(string run, Proposal proposal, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var toolStream = $"tool/{proposal.Terms.Tool}";
        var found = await database.Journal.AsNoTracking().Where(j => j.Stream == run || j.Stream == toolStream)
            .Join(database.Audit.AsNoTracking(), j => (long?)j.Position, a => a.Position, (j, a) => new { Journal = j, Audit = a }).OrderBy(x => x.Audit.Seq).ToListAsync(ct);
        var log = _audit.Log;
        var nodes = LogReading.NodesOf(database.Database.GetDbConnection());
        var entries = new List<EvidenceEntry>();
        foreach (var x in found.Where(x => IsAbout(x.Audit, x.Journal, proposal)))
        {
            var texts = await database.Payloads.AsNoTracking().Where(p => p.Stream == x.Journal.Stream && p.Version == x.Journal.Version).ToDictionaryAsync(p => p.Slot, ct);
            entries.Add(new(
                x.Audit.Seq, x.Audit.At, x.Audit.Kind, x.Audit.Actor, x.Audit.Tool, x.Audit.Subject, x.Journal.Position, x.Journal.Stream, x.Journal.Version, x.Journal.Data,
                [.. Enumerable.Range(0, x.Audit.Texts).Select(slot => texts.TryGetValue(slot, out var t) ? new EvidenceText(Convert.ToHexStringLower(t.Salt), StoredText.Read(t.Text)) : null)],
                [.. MerkleTree.InclusionOf(x.Audit.Seq - 1, log.Size, nodes).Select(Convert.ToHexStringLower)]));
        }

        return (entries.ToImmutableArray(), _audit.Sign(log));
    });

    /// <summary>The run's beginning, all that concerns the proposal or its call, and the policy and definition that it was decided under.</summary>
    private static bool IsAbout(AuditRow audit, JournalRow journal, Proposal proposal)
    {
        if (audit.Subject == proposal.Id || audit.Subject == proposal.CallId || (journal.Version == 1 && audit.Subject == journal.Stream)) return true;
        var told = JsonElement.Parse(journal.Data);
        return audit.Kind switch
        {
            "tool.policySet.v1" => told.GetProperty("version").GetInt32() == proposal.Terms.PolicyVersion,
            "tool.admitted.v1" => told.GetProperty("definitionHash").GetString() == proposal.Terms.DefinitionHash,
            _ => false,
        };
    }

    private static bool IsDecisionOn(RunEvent @event, string proposalId) => ViewHashIn(@event) is { Length: > 0 } && @event switch
    {
        RunEvent.ProposalApproved e => e.ProposalId == proposalId,
        RunEvent.ProposalEdited e => e.ProposalId == proposalId,
        RunEvent.ProposalRejected e => e.ProposalId == proposalId,
        RunEvent.ProposalRevised e => e.ProposalId == proposalId,
        RunEvent.ProposalResponded e => e.ProposalId == proposalId,
        _ => false,
    };

    private static string ViewHashIn(RunEvent @event) => @event switch
    {
        RunEvent.ProposalApproved e => e.ViewHash,
        RunEvent.ProposalEdited e => e.ViewHash,
        RunEvent.ProposalRejected e => e.ViewHash,
        RunEvent.ProposalRevised e => e.ViewHash,
        RunEvent.ProposalResponded e => e.ViewHash,
        _ => "",
    };

    // Once erased, what was shown cannot be put together again; its hash stays.
    private static string? ViewOf(Proposal seen) => seen.Arguments.IsErased ? null : ViewHash.CanonicalOf(seen);

    private static EvidenceDecision? DecisionIn(EvidenceEntry entry)
    {
        var told = JsonElement.Parse(entry.Event);
        if (!told.TryGetProperty("decisionId", out var decisionId)) return null;
        var by = told.GetProperty("by");
        return new(
            entry.Seq, entry.Kind["proposal.".Length..^".v1".Length], by.GetProperty("name").GetString()!, by.GetProperty("subject").GetString()!, by.GetProperty("channel").GetString()!,
            by.TryGetProperty("keyOwner", out var owner) ? owner.GetString() : null, decisionId.GetString()!, told.GetProperty("viewHash").GetString()!, told.GetProperty("at").GetDateTimeOffset());
    }
}
