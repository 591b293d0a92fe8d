using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Whatever a model, a tool or a program writes is text: no run stands still over it, and the journal holds it as it was.</summary>
public sealed class StrangeTextTests
{
    private static readonly string Long = new('b', 700);

    public static readonly TheoryData<string, string> Strange = new()
    {
        { "digits that are not ASCII, in a result", "look:\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660" },
        { "digits as wide as letters, in what a write answers", "write:\uFF10\uFF19\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18\uFF19" },
        { "what is no character, in a read", "look:x\uFFFE12345" },
        { "what is no character, in a write", "write:x\uFFFE12345" },
        { "NUL, in what is passed on and comes back", $"look:a\0{Long}" },
        { "NUL, in a tool's name", $"a\0{Long}:x" },
        { "NUL behind many signs", $"look:{new string('\u00E4', 300)}\0b" },
    };

    [Theory]
    [MemberData(nameof(Strange))]
    public async Task No_text_keeps_a_run_from_its_end_or_is_another_when_it_is_read_back(string what, string plan)
    {
        using var folder = new TempFolder();
        string run;
        await using (var host = await GateHost.StartAsync(folder: folder))
        {
            await host.TriedAsync();
            run = await host.StartRunAsync(plan);
            if (plan.StartsWith("write", StringComparison.Ordinal)) Assert.Null((await host.DecideAsync(await host.ProposalOfAsync(run))).Refusal);
            await GateHost.UntilAsync(async () => (await host.RunAsync(run)).End is not null, $"with {what} the run stood still");
            await HoldsAsync(host, run, plan);
        }

        await using var later = await GateHost.StartAsync(folder: folder);
        await later.TriedAsync();
        await HoldsAsync(later, run, plan);
    }

    private static async Task HoldsAsync(GateHost host, string run, string plan)
    {
        var read = await host.RunAsync(run);
        Assert.Equal(plan, read.Input.ToString());
        Assert.Equal(RunStatus.Completed, read.End?.Status);
        var check = await host.Get<AuditQuery>().VerifyAsync(TestContext.Current.CancellationToken);
        Assert.True(check.Ok, check.FirstBad?.What);
        Assert.Empty(host.Get<Breach>().Findings);
    }
}
