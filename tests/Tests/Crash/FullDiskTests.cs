using System.Text.Json;
using ApprovalConsole.Tests.Audit;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Crash;

/// <summary>What the console writes lies on a disk of its own, and somebody fills it: its folder with SQLite's file, or a tablespace of PostgreSQL.</summary>
public sealed class FullDiskTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task I4_on_a_full_disk_nothing_is_acknowledged_or_sent_and_with_room_again_it_goes_on_by_itself_and_nothing_is_lost_or_twice(string store)
    {
        Assert.SkipUnless(store == "Sqlite" ? TestStore.IsSqlite : PostgreSqlServer.Binaries is not null, store == "Sqlite" ? TestStore.OfSqliteAlone : "PostgreSQL is not installed.");
        using var folder = new TempFolder();
        using var disk = SmallDisk.In(folder);
        try
        {
            await FillAsync(folder, disk, store == "Sqlite" ? new(disk.Path) : OnServer(folder, disk.Path));
        }
        finally
        {
            if (store != "Sqlite") PostgreSqlServer.Started.DropWithin(TestStore.DatabaseOf(disk.Path));
        }
    }

    private static ConsoleSettings OnServer(TempFolder folder, string disk)
    {
        Assert.True(SmallDisk.Run("chown", "postgres:", disk) && SmallDisk.Run("chmod", "711", folder.Path)); // the server's own user writes there
        var settings = new ConsoleSettings(folder.Path);
        settings.Root["Storage"] = TestStore.JsonOf(new() { Provider = "PostgreSql", ConnectionString = PostgreSqlServer.Started.ConnectionStringWithin(disk, TestStore.DatabaseOf(disk)), KeysFolder = folder["keys"] });
        return settings;
    }

    private static async Task FillAsync(TempFolder folder, SmallDisk disk, ConsoleSettings basis)
    {
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("write"));
        var settings = folder.Write("settings.json", basis.Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("clerk", ["box.*"]).ToString());
        await using var console = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        var asks = model.On("asks", a => a.Turn == 0 ? Reply.Calls(("write", """{"text":"once"}""")) : Reply.Says("done"));
        var run = await console.Sam.StartRunAsync("clerk", asks);
        var proposal = await console.Rita.ProposalOfAsync(run);

        disk.Fill();
        var says = model.On("says", Reply.Says("hello"));
        var (acknowledged, refused) = (new Dictionary<string, string>(), new List<string>());
        await Until.TrueAsync(async () =>
        {
            var key = $"key-{acknowledged.Count + refused.Count}";
            var answer = await StartAsync(console, says, key);
            if (answer.Status == 201) acknowledged.Add(key, answer["id"].GetString()!);
            else
            {
                Assert.Equal("diskFull", answer.MustRefuse(503, "unavailable").Text("reason"));
                Assert.True(answer.Headers.ContainsKey("Retry-After"));
                refused.Add(key);
            }

            return refused.Count >= 10;
        }, () => "the disk is never full");
        var decision = Guid.NewGuid().ToString("N");
        (await console.Rita.ApproveAsync(proposal, decision)).MustRefuse(503, "unavailable");
        Assert.Equal(503, (await console.Anyone.GetAsync("/health/ready")).Status);
        Assert.Equal(200, (await console.Anyone.GetAsync("/health/live")).Status);
        Assert.Equal("Pending", (await console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).Text("status")); // it is read all the same
        Assert.Empty(tools.Calls);

        disk.Free();
        await Until.TrueAsync(async () => (await console.Anyone.GetAsync("/health/ready")).Status == 200, () => console.Output);
        Assert.NotEmpty((await console.Ada.GetAsync("/api/audit?kind=journal.wasUnavailable.v1")).Must(200).GetProperty("items").EnumerateArray());
        foreach (var (key, id) in acknowledged) Assert.Equal(id, (await StartAsync(console, says, key))["id"].GetString());
        foreach (var key in refused)
        {
            var started = (await StartAsync(console, says, key)).Must(201).Text("id");
            Assert.Equal(started, (await StartAsync(console, says, key)).Must(201).Text("id"));
        }

        (await console.Rita.ApproveAsync(proposal, decision)).Must(200);
        (await console.Rita.ApproveAsync(proposal, decision)).Must(200);
        await console.Rita.UntilAsync(run, "Completed");
        Assert.Single(tools.Calls);
        foreach (var id in acknowledged.Values) await console.Rita.UntilAsync(id, "Completed");
        await console.Kill9Async();
        var (exit, output) = await Commands.VerifyAsync(settings);
        Assert.True(exit == 0, output);
    }

    private static Task<Answer> StartAsync(ConsoleProcess console, string input, string key) => console.Sam.PostAsync(
        "/api/runs", JsonSerializer.Serialize(new { agent = "clerk", input, onBehalfOf = new { subject = "kim", permissions = new[] { "*" } } }), ("Idempotency-Key", key));
}
