using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>Which definition of each tool was admitted. What a server lists on first contact is; what appears or changes there later waits for an admin.</summary>
internal sealed class Admissions(ToolJournal journal, DecisionSeal seal, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _meeting = new(1);

    /// <summary>The last admission that carries the console's mark; null where there is none.</summary>
    public ToolEvent.Admitted? Of(string toolId) =>
        journal.Of(toolId).OfType<ToolEvent.Admitted>().LastOrDefault(a => a.ToolId == toolId && seal.Holds(a));

    /// <summary>Admits what needs no admin: everything on first contact, and whatever is this process's own code.</summary>
    public async Task MeetAsync(IToolSource source, CancellationToken ct)
    {
        await _meeting.WaitAsync(ct);
        try
        {
            List<ToolDefinition> listed = [.. source.Tools.GroupBy(d => d.Id).Where(same => same.Count() == 1).Select(same => same.Single())];
            if (source.IsOwnCode) await AdmitAllAsync(listed, null, ct);
            else if (!IsKnown(source)) await AdmitAllAsync(listed, [.. listed.Select(Named)], ct);
            else if (ContactOf(source) is { } contact) await AdmitAllAsync([.. listed.Where(d => contact.Contains(Named(d)) && !WasAdmitted(d.Id))], null, ct); // the first contact was cut short
        }
        finally
        {
            _meeting.Release();
        }
    }

    public Task AdmitAsync(ToolDefinition definition, Actor by, CancellationToken ct) => AdmitAsync(definition, by, null, ct);

    public void Dispose() => _meeting.Dispose();

    private async Task AdmitAllAsync(IReadOnlyList<ToolDefinition> definitions, IReadOnlyList<string>? contact, CancellationToken ct)
    {
        foreach (var definition in definitions)
        {
            await AdmitAsync(definition, Actor.Console, contact, ct);
            contact = null; // it stands with the first of them
        }
    }

    private async Task AdmitAsync(ToolDefinition definition, Actor by, IReadOnlyList<string>? contact, CancellationToken ct) => await journal.AppendAsync(
        definition.Id, _ => Of(definition.Id)?.DefinitionHash == definition.Hash ? null : Marked(new(definition.Id, definition.ToJson(), definition.Hash, by, "", time.GetUtcNow()) { Contact = contact }), ct);

    // A row without the mark counts here: who writes rows must not bring back the first contact.
    private bool IsKnown(IToolSource source) => ToolsOf(source).Any(WasAdmitted);

    private bool WasAdmitted(string toolId) => journal.Of(toolId).OfType<ToolEvent.Admitted>().Any();

    /// <summary>What the source listed at first contact; null where an older console met it.</summary>
    private HashSet<string>? ContactOf(IToolSource source) =>
        ToolsOf(source).SelectMany(id => journal.Of(id).OfType<ToolEvent.Admitted>().Where(a => a.ToolId == id && a.Contact is not null && seal.Holds(a))).Select(a => a.Contact!.ToHashSet(StringComparer.Ordinal)).FirstOrDefault();

    private IEnumerable<string> ToolsOf(IToolSource source) => journal.Tools.Where(id => id.StartsWith(source.Name + ".", StringComparison.Ordinal));

    private static string Named(ToolDefinition definition) => $"{definition.Id} {definition.Hash}";

    private ToolEvent.Admitted Marked(ToolEvent.Admitted admitted) => admitted with { Mac = seal.Of(admitted) };
}
