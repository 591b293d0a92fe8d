using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Sketching;

/// <summary>What the journal has of a server's calls: as people may see it, for what is learned, and as it is, for what is tried.</summary>
internal sealed class RecordedRuns(ReadPool databases, Masks masks)
{
    private const int MostCalls = 300; // the newest, of the tool and of its server
    private const int MostRuns = 120;

    /// <param name="tool">Null: of no tool in particular.</param>
    public async Task<Record> ReadAsync(string source, Tool? tool, CancellationToken ct)
    {
        var (prefix, id) = ($"{source}.", tool?.Id);
        var runs = await databases.ReadAsync(async database =>
        {
            var calls = database.Calls.AsNoTracking();
            var own = await calls.Where(c => c.Tool == id).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(MostCalls).Select(c => c.RunId).ToListAsync(ct);
            var others = await calls.Where(c => c.Tool.StartsWith(prefix)).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(MostCalls).Select(c => c.RunId).ToListAsync(ct);
            return own.Concat(others).Distinct().Take(MostRuns).ToList();
        });
        var (recorded, kept) = (ImmutableArray.CreateBuilder<RecordedCall>(), new Dictionary<string, Run>());
        foreach (var runId in runs)
        {
            if (await FindAsync(runId, ct) is not { } run) continue;
            foreach (var call in run.Shown.Calls.Values.Where(c => c.Terms is not null).OrderByDescending(c => c.RequestedAt).ThenByDescending(c => c.Id, StringComparer.Ordinal))
            {
                if (Of(call, run.Shown, run.True, tool) is not { } read) continue;
                recorded.Add(read);
                kept[call.Id] = run.True;
            }
        }

        return new(new(recorded.ToImmutable()), kept);
    }

    private async Task<MaskedRun?> FindAsync(string runId, CancellationToken ct)
    {
        try
        {
            return await masks.OfAsync(runId, ct);
        }
        catch (JournalDamagedException)
        {
            return null; // nothing is learned from what somebody wrote over
        }
    }

    private static RecordedCall? Of(ToolCall call, Run shown, Run run, Tool? tool) => Json(call.Arguments) is not { ValueKind: JsonValueKind.Object } arguments ? null : new(
        call.Id, shown.Id, call.Step, call.Terms!.Tool, arguments, call.Status is CallStatus.Succeeded ? Json(call.Answer) : null, call.Status is CallStatus.Succeeded,
        shown.OnBehalfOf.Subject.Text, Json(shown.OnBehalfOf.Attributes) is { ValueKind: JsonValueKind.Object } attributes ? attributes : null,
        tool is not null && call.Terms.Tool == tool.Id && Json(run.Calls[call.Id].Arguments) is { } exact ? Grounds.Of(exact, tool.Definition.Schema, Evidence.Before(run, call.Step)) : []);

    private static JsonElement? Json(Payload? text) => text is { Text: { } json } && StrictJson.TryParse(json, out var value, out _) ? value : null;

    /// <param name="Runs">As they are, by the ids of their calls.</param>
    internal sealed record Record(Recorded Recorded, IReadOnlyDictionary<string, Run> Runs);
}
