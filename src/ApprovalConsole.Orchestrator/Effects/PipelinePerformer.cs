using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>Lets a pipeline go on. There is nothing to do for it but to write down what is reached.</summary>
internal sealed class PipelinePerformer(TimeProvider time) : IPerformer
{
    public Prepared? Prepare(Run run, Effect effect, Knowledge known) => effect is Effect.Advance { Step: var step } ? new(new RunCommand.Advance(step, time.GetUtcNow())) : null;
}
