using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>Which tools agents may see, and as which definition. A source's tools are admitted when the console first meets it, for an admin has named
/// it in the settings; what appears or changes later waits for an admin.</summary>
internal sealed class AdmissionBook(JournalReader reader, JournalWriter writer, DecisionSeal seal, TimeProvider time, ILogger<AdmissionBook> log)
{
    private const string Streams = "admission/";

    private ImmutableDictionary<string, Admission> _admitted = ImmutableDictionary<string, Admission>.Empty;

    public event Action? Changed;

    /// <summary>Null where the tool was never admitted.</summary>
    public ToolEvent.Admitted? For(string toolId) => _admitted.GetValueOrDefault(toolId)?.Last;

    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (var stream in await reader.StreamsAsync(Streams, ct))
        {
            var admissions = await reader.ReadAsync<ToolEvent>(stream, 0, int.MaxValue, ct);
            var last = (ToolEvent.Admitted)admissions[^1].Event;
            var isOurs = seal.Holds(last) && last.ToolId == stream[Streams.Length..];
            if (!isOurs) log.LogError("The admission of {Tool} does not carry the console's mark: the tool waits for an admin.", stream);
            _admitted = _admitted.SetItem(stream[Streams.Length..], new(admissions.Count, isOurs ? last : null));
        }
    }

    /// <summary>Admits what a source offers at the first meeting, and what the host's own code offers at any time.</summary>
    public async Task MeetAsync(IToolSource source, CancellationToken ct)
    {
        var isKnown = _admitted.Keys.Any(id => id.StartsWith($"{source.Name}.", StringComparison.Ordinal));
        if (isKnown && !source.IsOwnCode) return;
        foreach (var definition in source.Tools.DistinctBy(t => t.Id).Where(t => For(t.Id)?.DefinitionHash != t.Hash)) await AdmitAsync(definition, Actor.Console, ct);
    }

    /// <returns>False where someone else was faster.</returns>
    public async Task<bool> AdmitAsync(ToolDefinition definition, Actor by, CancellationToken ct)
    {
        var version = _admitted.GetValueOrDefault(definition.Id)?.Version ?? 0;
        var admitted = new ToolEvent.Admitted(definition.Id, definition.Hash, definition.ToJson().GetRawText(), by, "", time.GetUtcNow());
        admitted = admitted with { Mac = seal.Of(admitted) };
        if (await writer.AppendAsync(new(Streams + definition.Id, version, [EventCodec.Encode<ToolEvent>(admitted, admitted.At)], []), ct) is not Appended.Committed) return false;
        ImmutableInterlocked.AddOrUpdate(ref _admitted, definition.Id, new Admission(version + 1, admitted), (_, _) => new(version + 1, admitted));
        Changed?.Invoke();
        return true;
    }

    /// <param name="Version">Of the stream.</param>
    /// <param name="Last">Null where it was not written by this console.</param>
    private sealed record Admission(int Version, ToolEvent.Admitted? Last);
}
