using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Masks sensitive values in what entries say of runs. Personal texts stand in them as hashes; reasons and findings stand in them as words.</summary>
internal sealed partial class MaskedEntries(Masks masks)
{
    private const string Allowed = "allowed"; // of a finding

    public async Task<IReadOnlyList<AuditEntryView>> OfAsync(IReadOnlyList<AuditEntryView> entries, CancellationToken ct)
    {
        if (!masks.AreAny) return entries;
        var runs = new Dictionary<string, Func<AuditEntryView, AuditEntryView>>();
        foreach (var run in entries.Select(e => e.RunId).OfType<string>().Distinct()) runs[run] = await ShowingAsync(run, ct);
        return [.. entries.Select(e => e.RunId is { } run ? runs[run](e) : e)];
    }

    private async Task<Func<AuditEntryView, AuditEntryView>> ShowingAsync(string runId, CancellationToken ct)
    {
        try
        {
            if (await masks.OfAsync(runId, ct) is not { HidesNothing: false } run) return entry => entry;
            return entry => entry with { Detail = JsonSerializer.SerializeToElement(Masked(JsonNode.Parse(entry.Detail.GetRawText()), run)), Masked = true };
        }
        catch (JournalDamagedException)
        {
            return entry => entry with { Detail = JsonSerializer.SerializeToElement(new { masked = true }), Masked = true }; // nobody can say what of it is sensitive
        }
    }

    private static JsonNode? Masked(JsonNode? node, MaskedRun run) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, m is { Key: Allowed, Value: not null } && run.AreInFindings ? Mask.Mark : Masked(m.Value, run)))),
        JsonArray items => new JsonArray([.. items.Select(item => Masked(item, run))]),
        JsonValue value when value.GetValueKind() is JsonValueKind.String && value.GetValue<string>() is var text && !IsOurs().IsMatch(text) => JsonValue.Create(run.Secrets.InText(text)),
        _ => node?.DeepClone(),
    };

    /// <summary>Hashes, ids and instants: digits that mean nothing else.</summary>
    [GeneratedRegex(@"^([0-9a-f]{32,64}(\.[0-9a-z.]+)?|[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9:.]+(Z|[+-][0-9][0-9]:[0-9][0-9]))$", RegexOptions.CultureInvariant)]
    private static partial Regex IsOurs();
}
