using System.Collections.Concurrent;
using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Suggestions;

/// <summary>Rules to consider, from what people answered in the last 90 days. Nothing rests on them: what is tried is the policy that an admin writes.</summary>
public sealed class RuleSuggestions
{
    /// <summary>The longest time that is looked back, in days.</summary>
    public const int Days = 90;

    /// <summary>The newest runs with a proposal of the tool are read; with more doubts than that in the record nothing is suggested.</summary>
    private const int MostRead = 1_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private static readonly string[] Doubts =
        [InsightsQuery.Kinds.Edited, InsightsQuery.Kinds.Rejected, InsightsQuery.Kinds.Revised, InsightsQuery.Kinds.Responded, "proposal.recalled.v1", "proposal.withdrawn.v1", InsightsQuery.Kinds.Unknown, "call.contradicted.v1", "call.undoStarted.v1"];

    private readonly ToolCatalog _tools;
    private readonly ReadPool _databases;
    private readonly CommandGate _gate;
    private readonly DecisionSeal _seal;
    private readonly BlockList _blocks;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Kept> _kept = new();

    internal RuleSuggestions(ToolCatalog tools, ReadPool databases, CommandGate gate, DecisionSeal seal, BlockList blocks, TimeProvider time) =>
        (_tools, _databases, _gate, _seal, _blocks, _time) = (tools, databases, gate, seal, blocks, time);

    /// <summary>For one tool; read anew every five minutes, and when its policy or definition is another.</summary>
    public async Task<ImmutableArray<RuleSuggestion>> OfAsync(string toolId, CancellationToken ct)
    {
        if (_tools.Find(toolId) is not { } tool || !Suggesting.IsFor(tool)) return [];
        var (now, print) = (_time.GetUtcNow(), $"{tool.PolicyVersion} {tool.Definition.Hash}");
        if (_kept.TryGetValue(toolId, out var kept) && kept.Print == print && now - kept.At < KeptFor) return kept.Found;
        var found = await ReadAsync(tool, now, ct);
        _kept[toolId] = new(print, now, found);
        return found;
    }

    /// <summary>For every tool that one can be made for.</summary>
    public async Task<ImmutableArray<RuleSuggestion>> AllAsync(CancellationToken ct)
    {
        var all = ImmutableArray.CreateBuilder<RuleSuggestion>();
        foreach (var tool in _tools.All.Where(Suggesting.IsFor).OrderBy(t => t.Id, StringComparer.Ordinal)) all.AddRange(await OfAsync(tool.Id, ct));
        return all.ToImmutable();
    }

    private async Task<ImmutableArray<RuleSuggestion>> ReadAsync(Tool tool, DateTimeOffset now, CancellationToken ct)
    {
        var since = now.AddDays(-Days);
        if (await StreamsAsync(tool.Id, since, ct) is not { } streams || streams.Runs.Count < 1) return [];
        var precedents = new List<Precedent>();
        foreach (var stream in streams.Runs)
        {
            try
            {
                var (past, run) = await _gate.PastAsync(stream, ct);
                precedents.AddRange(Precedents.Of([.. past.Select(e => e.Event)], run, tool, since, (proposal, approval) => _seal.Holds(proposal, approval) && !_blocks.Voids(approval.By, approval.At)));
            }
            catch (JournalDamagedException)
            {
                return []; // what was said in it might speak against every rule
            }
        }

        return [.. Suggesting.From(tool, precedents, streams.IsAlone, streams.Days(now))];
    }

    /// <returns>Null where there are more doubts than can be read.</returns>
    private Task<Streams?> StreamsAsync(string toolId, DateTimeOffset since, CancellationToken ct) => _databases.ReadAsync<Streams?>(async database =>
    {
        var (from, at) = (await InsightsQuery.FirstSinceAsync(database, Micros.Of(since), ct), Micros.Of(since));
        var log = database.Audit.AsNoTracking().Where(e => e.Seq >= from && e.At >= at && e.Position != null);
        var doubts = await StreamsOf(log.Where(e => e.Tool == toolId && Doubts.Contains(e.Kind))).ToListAsync(ct);
        if (doubts.Count > MostRead) return null;
        var proposed = await StreamsOf(log.Where(e => e.Tool == toolId && e.Kind == InsightsQuery.Kinds.Proposed)).ToListAsync(ct);
        var reviewers = await log.Where(e => InsightsQuery.Answers.Contains(e.Kind) && e.Actor != null).Select(e => e.Actor).Distinct().Take(2).CountAsync(ct);
        return new([.. doubts.Concat(proposed).Select(s => s.Stream).Distinct()], IsAlone: reviewers < 2, proposed.Count > MostRead ? proposed[^1].At : null);
    });

    /// <summary>One more than are read, so that it is known if there are more.</summary>
    private static IQueryable<StreamAt> StreamsOf(IQueryable<AuditRow> entries) =>
        entries.GroupBy(e => e.Stream!).OrderByDescending(g => g.Max(e => e.At)).Take(MostRead + 1).Select(g => new StreamAt(g.Key, g.Max(e => e.At)));

    private sealed record StreamAt(string Stream, long At);

    /// <param name="Oldest">UTC microseconds of the oldest that was read, where not all were.</param>
    private sealed record Streams(IReadOnlyList<string> Runs, bool IsAlone, long? Oldest)
    {
        public int Days(DateTimeOffset now) => Oldest is { } oldest ? Math.Max(1, (int)(now - Micros.ToInstant(oldest)).TotalDays) : RuleSuggestions.Days;
    }

    private sealed record Kept(string Print, DateTimeOffset At, ImmutableArray<RuleSuggestion> Found);
}
