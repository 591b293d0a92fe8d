using System.Threading.Channels;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Receipts;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Orchestrator.Telemetry;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>Sends tool calls: the only code that can. All three layers run once more on the very bytes that are sent.</summary>
internal sealed class ToolPerformer(
    ToolCatalog catalog, DecisionSeal seal, LogCheck audited, Signals signals, RunSpans spans, Node node, TimeProvider time, ILogger<ToolPerformer> log) : IPerformer
{
    public Prepared? Prepare(Run run, Effect effect, Knowledge known)
    {
        if (effect is not Effect.CallTool { CallId: var id } due) return null;
        var now = time.GetUtcNow();
        if (due.NotBefore > now) return null;
        var call = run.Calls[id];
        var context = CallContexts.Of(run, call, now);
        Assessment Assess(Knowledge k) => catalog.Assess(run, call, call.Arguments!.Value.ToString(), context with { Knowledge = k });
        if (Assess(known).Verdict is not { } verdict) return Prepared.Asking(new($"{id}/send{call.Sendings + 1}", run.OnBehalfOf, Assess));
        return new(new RunCommand.BeginToolCall(id, verdict, DecisionIsGenuine(run, call), node.Self, now), new Performance((r, report, passage, _) => PerformAsync(r, id, report, passage)));
    }

    private bool DecisionIsGenuine(Run run, ToolCall call) =>
        call.ProposalId is not { } id || run.Proposals[id].Approvals.All(a => seal.Holds(run.Proposals[id], a) && audited.MayLetGo(a));

    private async Task PerformAsync(Run run, string callId, Report report, Passages.Passage passage)
    {
        var call = run.Calls[callId];
        var intent = call.Intent!;
        using var scope = log.InCall(run.Id, callId);
        Milestones.Pass(Milestone.Sending, call.Terms!.Tool, run.Id);
        ToolOutcome outcome;
        using (var span = ToolSpan.Begin(signals, spans, run, call))
        {
            outcome = await SendAsync(run, call, passage);
            span?.Ended(outcome);
        }

        Milestones.Pass(Milestone.Sent, call.Terms.Tool, run.Id);
        try
        {
            await report(activeMs => new RunCommand.RecordToolOutcome(callId, intent.ExecutionId, outcome, activeMs, time.GetUtcNow()));
        }
        catch (ChannelClosedException)
        {
            // The console ends. The intent stays in the journal; at the next start the call is at the unknown desk.
        }
        catch (Exception e)
        {
            // The intent stays in the journal; at the next start the call is at the unknown desk.
            log.LogError(e, "The outcome of {ExecutionId} could not be written.", intent.ExecutionId);
        }
    }

    private async Task<ToolOutcome> SendAsync(Run run, ToolCall call, Passages.Passage passage)
    {
        var within = TimeAllowed(run, call);
        using var limit = new CancellationTokenSource(within, time);
        var tool = catalog.FindAny(call.Terms!.Tool); // with the policy that let the call go
        try
        {
            var sending = new Sending(call.Intent!.ExecutionId, call.Terms.Tool, JsonElement.Parse(call.Arguments!.Value.ToString()), call.IsWrite, Receipt.Of(run, call)) { Within = within };
            var sent = catalog.CallAsync(sending, limit.Token);
            passage.Dispose();
            return Checked(await sent.WaitAsync(limit.Token), tool, sending, run);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new ToolOutcome.Unknown($"No answer within {within.TotalSeconds:0.#} s.");
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Calling {Tool} failed.", call.Terms!.Tool);
            return ToolOutcome.Unknown.Saying("The call broke off", e.Message);
        }
    }

    private static ToolOutcome Checked(ToolOutcome outcome, Tool? tool, Sending sending, Run run) => (outcome, tool) switch
    {
        (ToolOutcome.Succeeded, null) => new ToolOutcome.Unusable(ResultCheck.Withheld, "The tool is gone, and with it what its results are checked by."),
        (ToolOutcome.Succeeded succeeded, _) => ResultCheck.Of(succeeded, tool, sending.Arguments, run.OnBehalfOf, ResultLimit.IsCut(succeeded.Result)),
        _ => outcome,
    };

    /// <summary>A write has its own time and is never cut by the run's; a read ends with whichever is shorter.</summary>
    private static TimeSpan TimeAllowed(Run run, ToolCall call)
    {
        var left = Allowance.LeftOf(run);
        return call.IsWrite || left > call.Terms!.Timeout ? call.Terms!.Timeout : left;
    }
}
