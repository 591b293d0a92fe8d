using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Crash;

/// <summary>A console whose very first start is cut short starts again, and one that has been at work does not without the heads of its log.</summary>
public sealed class FirstStartTests
{
    [Fact]
    public async Task Killed_after_its_log_was_begun_and_before_the_first_head_was_there_it_starts_again()
    {
        using var folder = new TempFolder();
        var settings = folder.Write("settings.json", new ConsoleSettings(folder.Path).Model("strong", new("http://127.0.0.1:9/v1")).ToString());
        using (var store = Stores.Of(TestStore.OptionsOf(folder.Path), folder.Path))
        await using (var database = store.Create())
        {
            await using (await store.PrepareAsync(database, TestContext.Current.CancellationToken)) await database.Database.MigrateAsync(TestContext.Current.CancellationToken);
            await database.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            LogBeginning.Open(database.Database.GetDbConnection(), "instance", DateTimeOffset.UtcNow);
        }

        await using (var console = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken)) await console.Kill9Async();
        Assert.NotEmpty(await File.ReadAllTextAsync(folder["keys/heads.jsonl"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("UPDATE audit SET Note = '{\"instance\":\"another\",\"chainedLater\":1}' WHERE Seq = 1")]
    [InlineData("INSERT INTO journal (Stream, Version, Name, At, Data) VALUES ('run-1', 1, 'run.started.v1', 1, '{}')")]
    public async Task A_log_that_says_otherwise_than_what_lies_beside_it_was_not_just_begun(string otherwise)
    {
        using var folder = new TempFolder();
        using var store = Stores.Of(TestStore.OptionsOf(folder.Path), folder.Path);
        await using var database = store.Create();
        await using (await store.PrepareAsync(database, TestContext.Current.CancellationToken)) await database.Database.MigrateAsync(TestContext.Current.CancellationToken);
        await database.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var connection = database.Database.GetDbConnection();
        LogBeginning.Open(connection, "instance", DateTimeOffset.UtcNow);
        Assert.True(LogReading.IsJustBegun(connection));

        TestStore.Execute(folder.Path, otherwise);
        Assert.False(LogReading.IsJustBegun(connection));
    }
}
