using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>Calls that waited for an equal call of another run.</summary>
public sealed partial class CommandGate
{
    /// <summary>Lets a call go on. What became of the other is read where the audit log knows it: an approval that was given before it happened is not enough any more.</summary>
    internal async Task UnblockAsync(string runId, string callId)
    {
        if (await ReadProvenAsync(runId) is not { } run || !run.Calls.TryGetValue(callId, out var call) || call.BlockedBy is not { } by) return;
        var happened = await ReadProvenAsync(RunControl.RunOf(by)) is { } other && other.Calls.TryGetValue(by, out var like) && like.Status is CallStatus.Succeeded;
        await SendAsync(runId, new RunCommand.UnblockCall(callId, happened, _time.GetUtcNow()));
    }
}
