namespace ApprovalConsole.Orchestrator.Insights;

/// <summary>What one reviewer answered, and how long they looked at it.</summary>
/// <param name="Unchanged">Approved as it was asked for.</param>
/// <param name="Other">Sent back, or answered in the tool's place.</param>
/// <param name="Timed">Answers of which it is known how long the proposal was painted.</param>
/// <param name="Median">Of these; null where there is none.</param>
/// <param name="Quick">Of these, given in under <see cref="QuickBelow"/>.</param>
public sealed record ReviewerMeasures(string Subject, string Name, int Answers, int Unchanged, int Edited, int Rejected, int Other, int Timed, TimeSpan? Median, int Quick)
{
    /// <summary>Attention checks that they answered.</summary>
    public int Checks { get; init; }

    /// <summary>Of these, where they did not let the wrong value go.</summary>
    public int Caught { get; init; }

    /// <summary>Who answers sooner has hardly read it.</summary>
    public static readonly TimeSpan QuickBelow = TimeSpan.FromSeconds(2);

    /// <param name="answers">By one person: the event's name, and how long it was looked at where that is known.</param>
    internal static ReviewerMeasures Of(string subject, string name, IReadOnlyList<(string Kind, TimeSpan? Seen)> answers)
    {
        var timed = answers.Select(a => a.Seen).OfType<TimeSpan>().Order().ToList();
        return new(
            subject, name, answers.Count, Count(InsightsQuery.Kinds.Approved), Count(InsightsQuery.Kinds.Edited), Count(InsightsQuery.Kinds.Rejected),
            Count(InsightsQuery.Kinds.Revised) + Count(InsightsQuery.Kinds.Responded), timed.Count, timed.Count == 0 ? null : timed[(timed.Count - 1) / 2], timed.Count(t => t < QuickBelow));

        int Count(string kind) => answers.Count(a => a.Kind == kind);
    }
}
