using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Masking;

/// <summary>Shows one person the sensitive values of a run, once the audit log has who asked, why, and where the values are: never the values.</summary>
public sealed class Reveals
{
    private const int LongestReason = 500;
    private const int Most = 10_000;

    /// <summary>How long a reveal lets its person take the evidence of the run's decisions.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(15);

    private readonly Masks _masks;
    private readonly AuditLog _audit;
    private readonly RefusedAttempts _attempts;
    private readonly TimeProvider _time;
    private readonly RevealBound _bound;
    private readonly ConcurrentDictionary<(string Person, string RunId), (int Version, DateTimeOffset At)> _last = new();

    internal Reveals(Masks masks, AuditLog audit, RefusedAttempts attempts, TimeProvider time) => (_masks, _audit, _attempts, _time, _bound) = (masks, audit, attempts, time, new(time));

    /// <param name="reason">Stays in the log for ever: it must name nobody. A sensitive value in it is masked.</param>
    /// <returns>The values, or why not.</returns>
    public async Task<(Revealed? Revealed, Refusal? Refusal)> RevealAsync(string runId, string? reason, Actor by, CancellationToken ct)
    {
        var (revealed, refusal) = await AskAsync(runId, reason, by, ct);
        await _attempts.NoteAsync("reveal", by, null, runId, refusal);
        return (revealed, refusal);
    }

    /// <summary>Whether the person has revealed all that the run holds now, a moment ago.</summary>
    internal bool IsRecent(string runId, int version, Actor by) =>
        _last.TryGetValue((by.Subject, runId), out var last) && last.Version >= version && _time.GetUtcNow() - last.At <= GoodFor;

    private async Task<(Revealed?, Refusal?)> AskAsync(string runId, string? reason, Actor by, CancellationToken ct)
    {
        if (BlankText.Is(reason)) return (null, new(RefusalCode.ReasonMissing, "reason is missing: say why the values are needed, and name nobody in it."));
        if (reason.Length > LongestReason) return (null, new(RefusalCode.InvalidRequest, $"reason has at most {LongestReason} characters."));
        if (await _masks.OfAsync(runId, ct) is not { } masked) return (null, new(RefusalCode.UnknownRun, "There is no such run."));
        if (masked.HidesNothing) return (null, new(RefusalCode.InvalidRequest, "Nothing of this run is masked."));
        if (!_bound.Take(by.Subject)) return (null, new(RefusalCode.TooManyReveals, $"You have revealed {RevealBound.EachHour} times within an hour: wait, or let somebody else."));

        var run = masked.True;
        ImmutableArray<RevealedValue> values = [.. masked.Found.Select(f => new RevealedValue(f.CallId, ToolOf(run, f.CallId), f.Where, f.Path, JsonElement.Parse(f.Value)))];
        var places = values.Select(v => new { v.CallId, v.Tool, v.Where, path = masked.Secrets.InText(v.Path) }).Distinct();
        var now = _time.GetUtcNow();
        await _audit.RecordAsync(AuditNote.Of(AuditKinds.Revealed, by, null, runId, now, new { reason = masked.Secrets.InText(reason), version = run.Version, values = places }), ct);
        if (_last.Count >= Most) _last.Clear(); // who still needs one reveals again
        _last[(by.Subject, runId)] = (run.Version, now);
        return (new(runId, run.Version, values), null);
    }

    private static string ToolOf(Run run, string callId) => run.Calls.GetValueOrDefault(callId) is { } call ? call.Terms?.Tool ?? call.Name : "";
}
