using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Audit;

/// <summary>Backed up while it works and put back elsewhere, by the means that docs/backup.md names: nothing of it is sent before somebody says that it is to go on, and nothing twice.</summary>
public sealed class BackupTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_backed_up_under_load_and_put_back_elsewhere_sends_nothing_until_it_is_adopted_and_then_nothing_twice(bool isPostgreSql)
    {
        await using var desk = await RestoredDesk.OpenAsync(isPostgreSql);
        var (waiting, waits) = await desk.AskAsync("write");
        var (holding, holds) = await desk.AskAsync("held");
        var (proposal, held) = (await desk.Console.Rita.ProposalOfAsync(waiting), await desk.Console.Rita.ProposalOfAsync(holding));
        (await desk.Console.Rita.ApproveAsync(held)).Must(200); // approved, and not sent for an hour

        var input = desk.Model.On("load", a => a.Turn == 0 ? Reply.Calls(("look", """{"text":"x"}""")) : Reply.Says("seen"));
        using var enough = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => LoadAsync(desk, input, enough.Token)).ToList();
        await Until.TrueAsync(() => Task.FromResult(desk.Tools.CallsWith("x") > 20), () => desk.Console.Output);
        desk.BackUpAndPutBack();
        await enough.CancelAsync();
        await Task.WhenAll(load);
        await desk.Console.Kill9Async();

        var refused = await desk.StartSecondInVainAsync();
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--Audit:Adopt true", refused.Errors, StringComparison.Ordinal);
        Assert.Equal((0, 0), (desk.Tools.CallsWith(waits), desk.Tools.CallsWith(holds)));

        await using var second = await desk.StartSecondAsync("--Audit:Adopt", "true");
        Assert.Equal("OutcomeUnknown", (await second.Rita.GetAsync($"/api/runs/{holding}")).Must(200).Text("status"));
        Assert.Equal("audit.adopted.v1", Assert.Single((await second.Ada.GetAsync("/api/audit?kind=audit.adopted.v1")).Must(200).GetProperty("items").EnumerateArray()).Text("kind"));
        (await second.Rita.ApproveAsync(proposal)).Must(200);
        await second.Rita.UntilAsync(waiting, "Completed");
        (await second.Remy.PostAsync($"/api/calls/{held.Text("callId")}/outcome", new { outcome = "didNotHappen", note = "it was held when the first console ended" })).Must(200);
        await second.Rita.UntilAsync(holding, "Completed");
        Assert.Equal((1, 0), (desk.Tools.CallsWith(waits), desk.Tools.CallsWith(holds)));
        Assert.True((await second.Ada.GetAsync("/api/audit/verify")).Must(200).GetProperty("ok").GetBoolean());
        await second.Kill9Async();

        var (exit, output) = await Commands.VerifyAsync(desk.SecondSettings);
        Assert.True(exit == 0, output);
        await using var again = await desk.StartSecondAsync(); // adopted is adopted
        Assert.Equal("Completed", (await again.Rita.GetAsync($"/api/runs/{waiting}")).Must(200).Text("status"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_with_keys_and_heads_of_a_console_at_rest_is_the_same_in_every_row_and_is_known_by_where_it_lies(bool isPostgreSql)
    {
        await using var desk = await RestoredDesk.OpenAsync(isPostgreSql);
        var (holding, holds) = await desk.AskAsync("held");
        (await desk.Console.Rita.ApproveAsync(await desk.Console.Rita.ProposalOfAsync(holding))).Must(200);
        await desk.Console.Kill9Async();
        desk.BackUpAndPutBack();

        var refused = await desk.StartSecondInVainAsync();
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("a copy, or one that was moved", refused.Errors, StringComparison.Ordinal);
        await using (var second = await desk.StartSecondAsync("--Audit:Adopt", "true"))
        {
            Assert.Equal("OutcomeUnknown", (await second.Rita.GetAsync($"/api/runs/{holding}")).Must(200).Text("status"));
        }

        Assert.Equal(0, desk.Tools.CallsWith(holds));
    }

    [Fact]
    public async Task Without_its_keys_nothing_that_was_approved_or_laid_down_counts()
    {
        await using var desk = await RestoredDesk.OpenAsync(isPostgreSql: false);
        var (waiting, waits) = await desk.AskAsync("write");
        var (holding, holds) = await desk.AskAsync("held");
        (await desk.Console.Rita.ApproveAsync(await desk.Console.Rita.ProposalOfAsync(holding))).Must(200);
        var proposal = await desk.Console.Rita.ProposalOfAsync(waiting);
        await desk.Console.Kill9Async();
        desk.BackUpAndPutBack(withKeys: false);

        Assert.Contains("there is no head of this database there", (await desk.StartSecondInVainAsync()).Errors, StringComparison.Ordinal);
        await using var second = await desk.StartSecondAsync("--Audit:Adopt", "true");
        Assert.Equal("Forbidden", (await second.Ada.GetAsync("/api/tools/box.look")).Must(200).GetProperty("policy").Text("reversibility"));
        (await second.Rita.ApproveAsync(proposal)).MustRefuse(409, "stale");
        Assert.Equal((0, 0), (desk.Tools.CallsWith(waits), desk.Tools.CallsWith(holds)));
    }

    private static async Task LoadAsync(RestoredDesk desk, string input, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested) await desk.Console.Sam.StartRunAsync("clerk", input);
    }
}
