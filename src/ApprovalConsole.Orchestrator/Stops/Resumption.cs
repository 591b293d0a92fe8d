using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Stops;

/// <summary>Lets runs go on that were held. A crash in between loses nothing: a start looks at every run that owes something.</summary>
internal sealed class Resumption(HeldRuns held, CommandGate gate, TimeProvider time, ILogger<Resumption> log)
{
    private const int AtOnce = 16;

    public Task WakeAsync() =>
        Parallel.ForEachAsync(held.LetGo(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (id, _) => await WakeAsync(id));

    /// <summary>A run that cannot be woken must not keep the others asleep.</summary>
    private async Task WakeAsync(string id)
    {
        try
        {
            await gate.SendAsync(id, new RunCommand.Wake(time.GetUtcNow()));
        }
        catch (Exception e)
        {
            log.LogError(e, "Run {RunId} could not be woken; the next start does.", id);
        }
    }
}
