using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>Evidence that is read once for the looks at a call, of which there are four: when it is asked for, shown, decided and sent.</summary>
/// <remarks>It lives as long as the step that it precedes, in a run that is in memory anyway, and is good only for the very objects that it was read from: another state of any of them, and it is read anew.</remarks>
public static class EvidenceMemory
{
    private static readonly ConditionalWeakTable<Step, Known> Kept = [];

    /// <summary>As <see cref="Evidence.Before"/>.</summary>
    public static Evidence Before(Run run, int step)
    {
        if (run.Steps.FirstOrDefault(s => s.Number == step) is not { } key) return Evidence.Before(run, step);
        var readFrom = PartsOf(run, step);
        if (Kept.TryGetValue(key, out var known) && known.ReadFrom.SequenceEqual(readFrom, ReferenceEqualityComparer.Instance)) return known.Evidence;
        var evidence = Evidence.Before(run, step);
        Kept.AddOrUpdate(key, new(readFrom, evidence));
        return evidence;
    }

    /// <summary>All that <see cref="Evidence.Before"/> reads.</summary>
    private static ImmutableArray<object?> PartsOf(Run run, int step)
    {
        var earlier = run.Steps.Where(s => s.Number < step);
        return [run.ParentRunId, run.Choice, run.OnBehalfOf, run.Input.Text, .. run.Messages.Where(m => m.BeforeStep <= step), .. earlier, .. earlier.SelectMany(s => s.CallIds).Select(id => run.Calls[id])];
    }

    private sealed record Known(ImmutableArray<object?> ReadFrom, Evidence Evidence);
}
