using ApprovalConsole.Domain.Runs;
using static ApprovalConsole.Domain.Tests.Simulation.BrokenInvariant;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>What runs really took, by the providers' and the tools' own books. I5 and I6 are judged by it: of each run, and of all that work for one together.</summary>
internal sealed class Ceilings(FaultyWorld world)
{
    private readonly Dictionary<string, Taken> _taken = [];

    public void ModelReached(Run run, RunEvent.ModelIntended asked)
    {
        var (taken, limits) = (Of(run.Id), LimitsOf(run));
        Unless(taken.Tokens - taken.Beyond + asked.InputTokensReserved + asked.OutputTokensMax <= limits.Tokens, "I5", () => $"{run.Id} has taken {taken.Tokens} of {limits.Tokens} tokens and asks for {asked.InputTokensReserved} + {asked.OutputTokensMax} more");
        Unless(taken.Usd - asked.Price.Of(0, 0, taken.Beyond) + asked.ReservedUsd <= limits.CostUsd, "I5", () => $"{run.Id} has taken {taken.Usd} of {limits.CostUsd} USD and asks for {asked.ReservedUsd} more");
        Unless(run.Steps.Length < limits.Iterations, "I6", () => $"{run.Id} asks for reply {run.Steps.Length + 1} of {limits.Iterations}");
    }

    public void Billed(Run run, RunEvent.ModelIntended asked, TokenCount count)
    {
        var taken = Of(run.Id);
        taken.Tokens += count.Input + count.Output;
        taken.Usd += asked.Price.Of(count.Input, count.CachedInput, count.Output);
        taken.Beyond += Math.Max(0, count.Output - asked.OutputTokensMax);
        var root = world.Journal.Read(run.Ancestry?.Root ?? run.Id);
        var tree = _taken.Where(t => (world.Journal.Read(t.Key).Ancestry?.Root ?? t.Key) == root.Id).Select(t => t.Value).ToList();
        var (tokens, limit) = (tree.Sum(t => t.Tokens - t.Beyond), root.OriginalLimits.Tokens + world.Journal.Runs.Where(r => (r.Ancestry?.Root ?? r.Id) == root.Id).Sum(r => r.Granted.Tokens));
        Unless(tokens <= limit, "I5", () => $"the tree of {root.Id} has taken {tokens} of {limit} tokens");
    }

    public void ToolReached(Sending sending)
    {
        var (taken, limits, run) = (Of(sending.RunId), LimitsOf(sending.Turn.After), sending.Turn.After);
        taken.Calls.Add(sending.Call.Id);
        if (sending.Call.IsWrite) taken.Writes.Add(sending.Call.Id);
        Unless(taken.Calls.Count <= limits.Calls, "I6", () => $"{run.Id} sends call {taken.Calls.Count} of {limits.Calls}");
        // What a policy made a write of after it was asked for counts from then on.
        Unless(taken.Writes.Count <= limits.Writes || world.Chance.Struck.Contains(Fault.PolicyChanges), "I6", () => $"{run.Id} sends write {taken.Writes.Count} of {limits.Writes}");
    }

    public void Committed(Turn turn)
    {
        var run = turn.After;
        Unless(run.PendingProposals.Count() <= run.OriginalLimits.OpenProposals, "I6", () => $"{run.PendingProposals.Count()} proposals of {run.Id} wait");
        Unless(run.StepsTaken <= LimitsOf(run).Iterations || run.Kind is RunKind.Undo, "I6", () => $"{run.Id} took {run.Steps.Length} steps");
    }

    /// <summary>By what it began with and what people granted it; not by the console's own sum.</summary>
    private RunLimits LimitsOf(Run run)
    {
        var below = world.Journal.Runs.Where(r => r.Id != run.Id && r.Ancestry is { } a && a.Chain.Any(c => c.RunId == run.Id)).Aggregate(new Grant(), (sum, r) => sum + r.Granted);
        return (run.Granted + below with { Iterations = 0 }).AddTo(run.OriginalLimits);
    }

    private Taken Of(string runId) => _taken.TryGetValue(runId, out var taken) ? taken : _taken[runId] = new();

    private sealed class Taken
    {
        public long Tokens { get; set; }

        public decimal Usd { get; set; }

        /// <summary>What a provider took over its own word: only that can overshoot, by one call.</summary>
        public long Beyond { get; set; }

        public HashSet<string> Calls { get; } = [];

        public HashSet<string> Writes { get; } = [];
    }
}
