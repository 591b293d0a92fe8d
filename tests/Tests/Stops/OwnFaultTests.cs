using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Effects;
using ApprovalConsole.Orchestrator.Gate;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Stops;

/// <summary>A fault of the console's own in what it prepares or writes down: nothing is sent on it, and the run comes to an end or to a person.</summary>
public sealed class OwnFaultTests
{
    [Fact]
    public async Task A_call_that_cannot_be_checked_is_refused_and_the_model_is_told()
    {
        await using var host = await FaultyAsync(effect => effect is Effect.ValidateCall);
        var run = await EndOfAsync(host, await host.StartRunAsync("write:x"));

        Assert.Equal(RunStatus.Completed, run.End?.Status);
        Assert.Equal("couldNotCheck", Assert.Single(Assert.Single(run.Calls.Values).Findings).Code);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task A_call_that_cannot_be_prepared_for_its_sending_is_not_sent_though_it_was_approved()
    {
        await using var host = await FaultyAsync(effect => effect is Effect.CallTool);
        await host.TriedAsync();
        var id = await host.StartRunAsync("write:x");
        await host.DecideAsync(await host.ProposalOfAsync(id));
        var run = await EndOfAsync(host, id);

        Assert.Equal(CallStatus.Refused, Assert.Single(run.Calls.Values).Status);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task A_run_whose_next_request_cannot_be_made_fails()
    {
        await using var host = await FaultyAsync(effect => effect is Effect.AskModel { Step: 2 });

        Assert.Equal(RunStatus.Failed, (await EndOfAsync(host, await host.StartRunAsync("look:x"))).End?.Status);
    }

    [Fact]
    public async Task I2_the_answer_of_a_write_that_cannot_be_written_down_is_an_unknown_outcome()
    {
        await using var host = await GateHost.StartAsync(services => services.AddSingleton<Deciding>((command, run) =>
            command is RunCommand.RecordToolOutcome { Outcome: ToolOutcome.Succeeded } && run.Kind is not RunKind.Canary ? throw new FormatException("a fault") : RunDecider.Decide(command, run)));
        await host.TriedAsync();
        var id = await host.StartRunAsync("write:x");
        await host.DecideAsync(await host.ProposalOfAsync(id));
        await GateHost.UntilAsync(async () => (await host.RunAsync(id)).HasUnknown, "the call stayed out");

        Assert.Single(host.Calls);
    }

    [Fact]
    public async Task A_reply_that_cannot_be_written_down_gives_back_no_money_that_it_may_have_cost_and_ends_the_run()
    {
        await using var host = await GateHost.StartAsync(services => services.AddSingleton<Deciding>((command, run) =>
            command is RunCommand.RecordModelReply && run.Kind is not RunKind.Canary ? throw new FormatException("a fault") : RunDecider.Decide(command, run)));
        var run = await EndOfAsync(host, await host.StartRunAsync("look:x"));

        Assert.Equal(RunStatus.Failed, run.End?.Status);
        Assert.Null(run.Model);
    }

    private static Task<GateHost> FaultyAsync(Func<Effect, bool> isFaulty) => GateHost.StartAsync(services => services.Insert(0, ServiceDescriptor.Singleton<IPerformer>(new Faulty(isFaulty))));

    private static async Task<Run> EndOfAsync(GateHost host, string id)
    {
        await GateHost.UntilAsync(async () => (await host.RunAsync(id)).End is not null, "the run stood still");
        return await host.RunAsync(id);
    }

    private sealed class Faulty(Func<Effect, bool> isFaulty) : IPerformer
    {
        public Prepared? Prepare(Run run, Effect effect, Knowledge known) => run.Kind is not RunKind.Canary && isFaulty(effect) ? throw new FormatException("a fault") : null;
    }
}
