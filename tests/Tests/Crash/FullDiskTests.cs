using System.Diagnostics;
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
        using var folder = new TempFolder();
        var disk = folder["disk"];
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(store == "Sqlite" ? TestStore.IsSqlite : PostgreSqlServer.Binaries is not null, store == "Sqlite" ? TestStore.OfSqliteAlone : "PostgreSQL is not installed.");
        Assert.SkipUnless(Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk), "It takes root to make a disk.");
        try
        {
            if (store == "Sqlite") await FillAsync(folder, disk, new(disk));
            else await FillAsync(folder, disk, OnServer(folder, disk));
        }
        finally
        {
            if (store != "Sqlite") PostgreSqlServer.Started.DropWithin(TestStore.DatabaseOf(disk));
            Run("umount", "-l", disk);
        }
    }

    private static ConsoleSettings OnServer(TempFolder folder, string disk)
    {
        Assert.True(Run("chown", "postgres:", disk) && Run("chmod", "711", folder.Path)); // the server's own user writes there
        var settings = new ConsoleSettings(folder.Path);
        settings.Root["Storage"] = TestStore.JsonOf(new() { Provider = "PostgreSql", ConnectionString = PostgreSqlServer.Started.ConnectionStringWithin(disk, TestStore.DatabaseOf(disk)), KeysFolder = folder["keys"] });
        return settings;
    }

    private static async Task FillAsync(TempFolder folder, string disk, ConsoleSettings basis)
    {
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("write"));
        var settings = folder.Write("settings.json", basis.Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("clerk", ["box.*"]).ToString());
        await using var console = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        var asks = model.On("asks", a => a.Turn == 0 ? Reply.Calls(("write", """{"text":"once"}""")) : Reply.Says("done"));
        var run = await console.Sam.StartRunAsync("clerk", asks);
        var proposal = await console.Rita.ProposalOfAsync(run);

        var filler = Path.Combine(disk, "filler");
        Fill(filler);
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

        File.Delete(filler);
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

    /// <summary>To the last byte.</summary>
    private static void Fill(string path)
    {
        var block = new byte[64 * 1024];
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = block.Length; size >= 1;)
        {
            try
            {
                file.Write(block, 0, size);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    private static bool Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
