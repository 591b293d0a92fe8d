using System.Collections.Frozen;

namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>What other nodes have written since it was last looked: which streams, how far they go now, and what else they said in the log.</summary>
/// <param name="Streams">The version of the last event of each.</param>
/// <param name="Kinds">Of the entries; events and notes.</param>
/// <param name="Erased">Runs whose texts are gone.</param>
/// <param name="Findings">Why a node has held everything.</param>
internal sealed record Written(IReadOnlyDictionary<string, int> Streams, FrozenSet<string> Kinds, IReadOnlyList<string> Erased, IReadOnlyList<string> Findings)
{
    /// <summary>Streams of which every node keeps in memory what is in force.</summary>
    public bool IsOfBooks => Streams.Keys.Any(IsBook);

    public static bool IsBook(string stream) => stream is Access.PeopleJournal.Stream or Stops.StopBook.Stream or Budgets.BudgetBook.Stream or Setups.SetupBook.Stream || stream.StartsWith(Tools.ToolJournal.Streams, StringComparison.Ordinal);
}
