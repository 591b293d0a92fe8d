using System.Collections.Immutable;

namespace ApprovalConsole.Orchestrator.Insights;

/// <summary>What the gate did between two days, both included.</summary>
/// <param name="Caught">Calls that were refused, by the layer that caught them, and how many.</param>
/// <param name="Halts">By <see cref="Domain.Runs.HaltReason"/>.</param>
/// <param name="CostUsd">What models cost, in US dollars.</param>
/// <param name="Paths">Agents that go one way only.</param>
public sealed record InsightsView(
    DateOnly From, DateOnly To, ImmutableArray<EndsOfDay> Days, ImmutableArray<ToolInsight> Tools, ImmutableArray<ShareOf> Caught, ImmutableArray<ShareOf> Halts, DecisionTimes Times, decimal CostUsd,
    AskedShare Asked, PeopleTime People, ImmutableArray<AgentPath> Paths)
{
    /// <summary>What of it was read; the rest stands as if nothing had happened.</summary>
    public InsightsParts Parts { get; init; } = InsightsParts.All;

    /// <summary>Nothing was read yet.</summary>
    public static InsightsView Nothing(DateOnly from, DateOnly to) => new(from, to, [], [], [], [], DecisionTimes.Of([]), 0, new(0, 0), new(0, 0, TimeSpan.Zero), []) { Parts = InsightsParts.None };

    /// <summary>All of these were read.</summary>
    public bool Has(InsightsParts parts) => (Parts & parts) == parts;

    public int Completed => Days.Sum(d => d.Completed);

    /// <summary>Runs that came to an end; halted ones wait for people.</summary>
    public int Ended => Days.Sum(d => d.Completed + d.Failed + d.Cancelled);

    /// <summary>Runs that began or ended, or halted: what models and people cost was for these.</summary>
    public int Runs { get; init; }

    /// <summary>Calls that went out.</summary>
    public int Sent => Tools.Sum(t => t.Sent);

    public int Proposed => Tools.Sum(t => t.Proposed);

    /// <summary>Calls that were refused before anybody was asked.</summary>
    public int Refused => Tools.Sum(t => t.Refused);

    /// <summary>What a run cost, in US dollars; null where there was none.</summary>
    public decimal? CostOfARun => Runs == 0 ? null : CostUsd / Runs;

    /// <summary>What answering took of people's time for each run; null where there was none or nothing is known of it.</summary>
    public TimeSpan? PeopleOfARun => Runs == 0 || People.Known == 0 ? null : People.Looked / Runs;

    /// <summary>Nothing happened, as far as is known when runs and tools were counted.</summary>
    public bool IsEmpty => Has(InsightsParts.Ends | InsightsParts.Tools) && Tools.IsEmpty && Days.All(d => d.Sum == 0);
}

/// <summary>How runs ended on a day (UTC).</summary>
public sealed record EndsOfDay(DateOnly Day, int Completed, int Cancelled, int Failed, int Halted)
{
    public int Sum => Completed + Cancelled + Failed + Halted;
}

/// <summary>What became of a tool's calls. A proposal that people answered twice (sent back, then approved; or by two) counts once for each kind of answer; what was recalled does not count.</summary>
/// <param name="Tool">Its id; or what a model called it, where no tool has this name.</param>
/// <param name="IsKnown">There is such a tool now.</param>
/// <param name="Sent">Calls that went out, with a person's word or without.</param>
/// <param name="Refused">By one of the three layers.</param>
/// <param name="OtherAnswers">Proposals sent back to be tried otherwise, or answered in the tool's place.</param>
/// <param name="Unknown">Calls of which nobody knew at first whether they had happened.</param>
public sealed record ToolInsight(string Tool, bool IsKnown, int Sent, int Refused, int Proposed, int Approved, int Edited, int Rejected, int OtherAnswers, int Expired, int Unknown)
{
    internal static ToolInsight Of(string tool, IReadOnlyDictionary<string, int> counts, bool isKnown)
    {
        return new(
            tool, isKnown, Count(InsightsQuery.Kinds.Sent), Count(InsightsQuery.Kinds.Refused), Count(InsightsQuery.Kinds.Proposed), Count(InsightsQuery.Kinds.Approved), Count(InsightsQuery.Kinds.Edited),
            Count(InsightsQuery.Kinds.Rejected), Count(InsightsQuery.Kinds.Revised) + Count(InsightsQuery.Kinds.Responded), Count(InsightsQuery.Kinds.Expired), Count(InsightsQuery.Kinds.Unknown));

        int Count(string kind) => counts.GetValueOrDefault(kind);
    }
}

/// <summary>How many have this name.</summary>
public sealed record ShareOf(string Name, int Count);
