using System.Diagnostics;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Telemetry;

/// <summary>One sending of a call as <c>execute_tool</c>: which tool, for how long and how it ended, without arguments, results or what a tool says.</summary>
internal sealed class ToolSpan : IDisposable
{
    private const string Operation = "execute_tool";

    private readonly Signals _signals;
    private readonly Activity? _span;
    private readonly string _tool;
    private readonly long _began = Stopwatch.GetTimestamp();
    private string? _error;

    private ToolSpan(Signals signals, ActivityContext run, Run of, ToolCall call)
    {
        (_signals, _tool) = (signals, call.Terms!.Tool);
        _span = signals.Source.StartActivity($"{Operation} {_tool}", ActivityKind.Internal, run,
            [new(Names.Operation, Operation), new(Names.Tool, _tool), new(Names.ToolCall, call.Id), new(Names.ToolType, "function"), new(Names.Agent, of.Agent), new(Names.Conversation, of.Id), new(Names.Run, of.Id),
             new(Names.Reversibility, JsonNamingPolicy.CamelCase.ConvertName(call.Terms.Reversibility.ToString())), new(Names.Execution, call.Intent?.ExecutionId)],
            AskedBy(of, call));
        if (call.ProposalId is { } proposal) _span?.SetTag(Names.Proposal, proposal);
    }

    /// <summary>Null while nobody listens.</summary>
    public static ToolSpan? Begin(Signals signals, RunSpans runs, Run run, ToolCall call) =>
        run.Kind is not RunKind.Canary && (signals.Source.HasListeners() || signals.ToolDuration.Enabled) ? new(signals, runs.ContextOf(run.Id), run, call) : null;

    public void Ended(ToolOutcome outcome) => _error = outcome switch
    {
        ToolOutcome.Succeeded => null,
        ToolOutcome.ReportedError => "toolError",
        ToolOutcome.Unusable unusable => unusable.Code,
        ToolOutcome.NotExecuted never => never.Code,
        _ => "outcomeUnknown",
    };

    public void Dispose()
    {
        var tags = new TagList { { Names.Tool, _tool } };
        if (_error is not null)
        {
            _span?.SetStatus(ActivityStatusCode.Error).SetTag(Names.Error, _error);
            tags.Add(Names.Error, _error);
        }

        _signals.ToolDuration.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, tags);
        _span?.Dispose();
    }

    private static IEnumerable<ActivityLink> AskedBy(Run run, ToolCall call) =>
        call.ProposalId is { } id && ActivityContext.TryParse(run.Proposals[id].Trace, null, isRemote: true, out var asked) ? [new(asked)] : [];
}
