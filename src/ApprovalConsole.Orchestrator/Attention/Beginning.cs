using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Attention;

/// <summary>What happened in a run until one of its calls was about to be checked, under an id that no run has: who follows it from a proposal that was made up comes to no run that has ended.</summary>
internal sealed record Beginning(ImmutableArray<RunEvent> Past, string CallId)
{
    public Run Run => Past.Aggregate(Run.Initial, RunEvolution.Evolve);

    /// <param name="events">Of the run, with their texts.</param>
    /// <param name="name">Its id from here on.</param>
    /// <returns>Null where texts of it are erased.</returns>
    public static Beginning? Of(IEnumerable<RunEvent> events, string runId, string callId, string name)
    {
        ImmutableArray<RunEvent> past = [.. events.TakeWhile(e => e is not RunEvent.CallValidated v || v.CallId != callId)];
        var run = past.Aggregate(Run.Initial, RunEvolution.Evolve);
        return run.Input.IsErased || !run.Calls.TryGetValue(callId, out var call) || call.Asked.IsErased ? null
            : new([.. past.Select(e => Under(e, runId, name))], callId.Replace(runId, name, StringComparison.Ordinal));
    }

    /// <summary>The same, where the model asked for something else.</summary>
    public Beginning Asking(string arguments) => this with { Past = [.. Past.Select(e => e switch
    {
        RunEvent.ModelReplied answered => answered with { Calls = [.. answered.Calls.Select(c => Asking(c, arguments))] },
        RunEvent.CallsGiven given => given with { Calls = [.. given.Calls.Select(c => Asking(c, arguments))] },
        RunEvent.NodesReached reached => reached with { Calls = [.. reached.Calls.Select(c => Asking(c, arguments))] },
        _ => e,
    })] };

    private RequestedCall Asking(RequestedCall call, string arguments) => call.CallId == CallId ? call with { Arguments = arguments } : call;

    // Ids of steps, calls and proposals begin with their run's, in whatever event they stand.
    private static RunEvent Under(RunEvent @event, string runId, string name)
    {
        var written = EventCodec.Encode(@event, default);
        return EventCodec.Decode<RunEvent>(written.Data.Replace(runId, name, StringComparison.Ordinal), written.Payloads.Select((payload, i) => (payload, i)).ToDictionary(p => p.i, p => p.payload));
    }
}
