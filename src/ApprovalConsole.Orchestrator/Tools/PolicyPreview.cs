using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What another policy would have said of calls that are recorded. Asks no tool: what was not recorded is not known.</summary>
public sealed class PolicyPreview
{
    private const int Most = 1000;
    private const string Unknown = "Unknown";
    private const string Refused = "Refused";

    private readonly ToolCatalog _catalog;
    private readonly ReadPool _databases;
    private readonly JournalReader _reader;
    private readonly Masks _masks;
    private readonly TimeProvider _time;

    internal PolicyPreview(ToolCatalog catalog, ReadPool databases, JournalReader reader, Masks masks, TimeProvider time) =>
        (_catalog, _databases, _reader, _masks, _time) = (catalog, databases, reader, masks, time);

    /// <param name="take">The newest so many calls; at most 1000.</param>
    public async Task<(PreviewView? Preview, Refusal? Refusal)> OfAsync(string toolId, ToolPolicy policy, int take, CancellationToken ct)
    {
        if (_catalog.Find(toolId) is not { } tool) return (null, new(RefusalCode.UnknownTool, $"There is no tool {toolId}."));
        if (PolicyFaults.All(policy, tool.Definition.Schema, _time.GetUtcNow()).ToList() is [var fault, ..]) return (null, new(RefusalCode.InvalidRequest, $"{fault.Key} {fault.Problem}."));
        var tried = Tried(tool, policy);
        var count = Math.Clamp(take, 1, Most);
        var rows = await _databases.ReadAsync(database => database.Calls.AsNoTracking().Where(c => c.Tool == toolId)
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(count).Select(c => new { c.Id, c.RunId }).ToListAsync(ct));
        var (total, unknown, changed) = (0, 0, new List<PreviewedCall>());
        foreach (var ofRun in rows.GroupBy(r => r.RunId))
        {
            var run = await ReadAsync(ofRun.Key, ct);
            var shown = run is not null && _masks.AreAny ? (await _masks.ReadAsync(run.Id, null, ct))?.Run ?? run : run;
            foreach (var row in ofRun)
            {
                total++;
                if (run?.Calls.GetValueOrDefault(row.Id) is not { } call || After(run, call, tried) is var to && to == Unknown) unknown++;
                else if (Before(call) is var from && from != to) changed.Add(new(run.Id, call.Id, shown!.Calls[call.Id].Terms?.Title.Text, from, to));
            }
        }

        return (new(total, changed, unknown), null);
    }

    /// <summary>The tool as it would be. How much of a standing approval's quotas was left then is not recorded: its condition alone counts.</summary>
    private static Tool Tried(Tool tool, ToolPolicy policy)
    {
        ToolCatalog.TryCompile(policy, out var rules, out _);
        var standing = policy.Standing is { } rule ? Standings.Compiled(rule, "the policy that is tried") : null;
        return tool with
        {
            Policy = policy, Rules = rules, Status = tool.Schema is null ? tool.Status : ToolStatus.Active,
            Standing = standing is null ? null : standing with { Quotas = [], ExpiresAt = DateTimeOffset.MaxValue },
        };
    }

    private static string Before(ToolCall call) => call switch
    {
        { Validation: { } validation, Terms: { } terms } => Word(validation, terms),
        _ => Refused,
    };

    private static string After(Run run, ToolCall call, Tool tried)
    {
        if (tried.Schema is null || call.Arguments is not { Text: { } arguments }) return Unknown;
        var context = new CallContext(run.OnBehalfOf, run.Agent, call.Id, call.RequestedAt, new Knowledge.Recorded(call.Facts))
        {
            Evidence = new(() => Evidence.Before(run, call.Step)),
        };
        var verdict = CallValidator.Assess(tried, arguments, context).Verdict;
        return verdict is null ? Unknown : verdict.Terms is null ? Refused : Word(verdict.Validation, verdict.Terms);
    }

    private static string Word(Validation validation, CallTerms terms)
    {
        if (validation.IsUnchecked) return Unknown;
        if (!validation.MayGo) return Refused;
        return terms.ByRule is null ? terms.Reversibility.ToString() : nameof(Asking.ByRule);
    }

    private async Task<Run?> ReadAsync(string runId, CancellationToken ct)
    {
        try
        {
            return RunEvolution.Fold((await _reader.ReadAsync<RunEvent>(runId, 0, int.MaxValue, ct)).Select(e => e.Event));
        }
        catch (InvalidDataException)
        {
            return null; // written over by hand: nothing is known of its calls
        }
    }
}

/// <summary>What another policy would have said.</summary>
/// <param name="Total">Calls that were looked at.</param>
/// <param name="Unknown">Calls of which that cannot be said: it rests on something that was not recorded.</param>
public sealed record PreviewView(int Total, IReadOnlyList<PreviewedCall> Changed, int Unknown);

/// <summary>A call that would have been treated otherwise. From and to are a class, <c>ByRule</c>, <c>Refused</c> or <c>Unknown</c>.</summary>
/// <param name="Title">Null where the text was erased.</param>
public sealed record PreviewedCall(string RunId, string CallId, string? Title, string From, string To);
