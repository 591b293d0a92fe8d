using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ApprovalConsole.Orchestrator.Telemetry;

/// <summary>Where spans and measurements of this console are made. While nobody listens, none is.</summary>
internal sealed class Signals : IDisposable
{
    // As the conventions give them.
    private static readonly InstrumentAdvice<long> Tokens = new() { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864] };
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] };
    private static readonly InstrumentAdvice<double> Commits = new() { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] };

    public Signals(IMeterFactory meters)
    {
        var meter = meters.Create(ConsoleTelemetry.Name);
        TokenUsage = meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Number of input and output tokens used.", null, Tokens);
        ModelDuration = meter.CreateHistogram("gen_ai.client.operation.duration", "s", "How long a model was asked.", null, Seconds);
        ToolDuration = meter.CreateHistogram("gen_ai.execute_tool.duration", "s", "How long a tool was at work.", null, Seconds);
        CommitDuration = meter.CreateHistogram("approvalconsole.journal.commit.duration", "s", "From handing events of a run in until they are on the disk.", null, Commits);
        Decisions = meter.CreateCounter<long>("approvalconsole.decisions", "{decision}", "Answers of people to proposals.");
        Pending = meter.CreateGauge<long>("approvalconsole.proposals.pending", "{proposal}", "Proposals that wait for people.");
        OldestPending = meter.CreateGauge<double>("approvalconsole.proposals.oldest_pending.age", "s", "How long the oldest of them has waited; 0 where none does.");
        Unknown = meter.CreateGauge<long>("approvalconsole.calls.outcome_unknown", "{call}", "Calls of which nobody can say if they happened.");
        GateHolds = meter.CreateGauge<long>("approvalconsole.gate.holds", "1", "1 while the gate has shown that it holds; 0 while nothing irreversible is sent.");
        BudgetSpent = meter.CreateGauge<double>("approvalconsole.budget.spent_share", "1", "The share of a budget's limit that is spent.");
        Deliveries = meter.CreateGauge<long>("approvalconsole.deliveries.late", "{delivery}", "Notices to others that are due and not delivered.");
    }

    public ActivitySource Source { get; } = new(ConsoleTelemetry.Name);

    public Histogram<long> TokenUsage { get; }

    public Histogram<double> ModelDuration { get; }

    public Histogram<double> ToolDuration { get; }

    public Histogram<double> CommitDuration { get; }

    public Counter<long> Decisions { get; }

    public Gauge<long> Pending { get; }

    public Gauge<double> OldestPending { get; }

    public Gauge<long> Unknown { get; }

    public Gauge<long> GateHolds { get; }

    public Gauge<double> BudgetSpent { get; }

    public Gauge<long> Deliveries { get; }

    public void Dispose() => Source.Dispose();
}
