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
            if (!source.IsOwnCode && IsKnown(source)) return;
            foreach (var same in source.Tools.GroupBy(d => d.Id).Where(same => same.Count() == 1)) await AdmitAsync(same.Single(), Actor.Console, ct);
        }
        finally
        {
            _meeting.Release();
        }
    }

    public Task AdmitAsync(ToolDefinition definition, Actor by, CancellationToken ct) => journal.AppendAsync(
        definition.Id, _ => Of(definition.Id)?.DefinitionHash == definition.Hash ? null : Marked(new(definition.Id, definition.ToJson(), definition.Hash, by, "", time.GetUtcNow())), ct);

    public void Dispose() => _meeting.Dispose();

    // A row without the mark counts here: who writes rows must not bring back the first contact.
    private bool IsKnown(IToolSource source) =>
        journal.Tools.Any(id => id.StartsWith(source.Name + ".", StringComparison.Ordinal) && journal.Of(id).OfType<ToolEvent.Admitted>().Any());

    private ToolEvent.Admitted Marked(ToolEvent.Admitted admitted) => admitted with { Mac = seal.Of(admitted) };
}
