using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>What was said elsewhere in a run's tree and binds it, as the journal has it.</summary>
/// <param name="Heard">How much: once the run's events are written it has heard so much. Null where there is no tree.</param>
/// <param name="StillSo">No more has been said meanwhile; where it has, all is decided again.</param>
/// <param name="Others">Those who said it; empty where the run has heard all of it.</param>
internal sealed record TreeNews(int? Heard, Premise? StillSo, IReadOnlyList<Run> Others)
{
    public static readonly TreeNews None = new(null, null, []);

    /// <summary>False where one of them is no run: then nothing goes on, for nobody knows what binds.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>What a grant has to fit into beside the run's own limits; null where none is ordered.</summary>
    public TreeGrants? Grants { get; init; }

    /// <summary>What it means for a run, as orders to it.</summary>
    public IEnumerable<RunCommand> For(Run run, DateTimeOffset at)
    {
        if (run.End is not null) yield break;
        if (Others.SelectMany(o => o.DeniedEffects).Except(run.DeniedEffects).ToList() is { Count: > 0 } denied) yield return new RunCommand.DenyEffects([.. denied], at);
        if (run.Ancestry is { } ancestry && Others.FirstOrDefault(o => o.Cancelling is not null && ancestry.Chain.Any(a => a.RunId == o.Id)) is { Cancelling: { } cancelling })
            yield return new RunCommand.Cancel(cancelling.By, cancelling.Reason, at);
    }
}
