using System.Collections.Concurrent;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Attention;

/// <summary>What was made up and is not answered yet: one at most for each person, in memory alone. Pages that show a proposal ask here; whatever decides, sends or lists does not.</summary>
internal sealed class PlantedProposals(TimeProvider time)
{
    /// <summary>After that nobody has it before them any more.</summary>
    private static readonly TimeSpan LapsesAfter = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Planted> _byPerson = new(StringComparer.OrdinalIgnoreCase);

    public void Show(Planted planted) => _byPerson[planted.For] = planted;

    /// <returns>Null for anybody else than whom it was made for.</returns>
    public Planted? Find(string proposalId, Actor by) =>
        _byPerson.TryGetValue(by.Subject, out var planted) && planted.Proposal.Id == proposalId ? Unlapsed(planted) : null;

    /// <summary>Whether they have one before them.</summary>
    public Planted? Of(Actor by) => _byPerson.TryGetValue(by.Subject, out var planted) ? Unlapsed(planted) : null;

    /// <returns>False where it is gone already.</returns>
    public bool Drop(Planted planted) => _byPerson.TryRemove(new(planted.For, planted));

    private Planted? Unlapsed(Planted planted) => planted.At + LapsesAfter > time.GetUtcNow() && planted.Proposal.ExpiresAt > time.GetUtcNow() ? planted : null;
}
