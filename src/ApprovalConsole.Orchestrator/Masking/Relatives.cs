using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Masking;

/// <summary>The runs that one run hears from or tells something: those above and below it, those that take its calls back, and so on from each of them.</summary>
/// <param name="Values">What is sensitive in them, and so in the run itself.</param>
/// <param name="Versions">At which they were read, by id; 0 for one that has not begun.</param>
internal sealed record Relatives(IReadOnlyList<string> Values, IReadOnlyDictionary<string, int> Versions)
{
    public static readonly Relatives None = new([], new Dictionary<string, int>());

    /// <summary>The texts of one are erased, and something sensitive was among them: what of it was told to others, nobody knows any more.</summary>
    public bool AreForgotten { get; init; }

    /// <summary>Those next to a run.</summary>
    public static IEnumerable<string> Of(Run run) =>
    [
        .. (run.Ancestry?.Chain ?? []).Select(a => a.RunId), .. run.Children.Values.Select(c => c.RunId),
        .. run.ParentRunId is { } parent ? [parent] : Array.Empty<string>(), .. run.Calls.Values.Select(c => c.Undo?.RunId).OfType<string>(),
    ];

    /// <summary>Whether none of them has moved since.</summary>
    /// <param name="now">Those that have not begun are left out.</param>
    public bool AreAt(IReadOnlyDictionary<string, int> now) => Versions.All(v => now.GetValueOrDefault(v.Key) == v.Value);
}
