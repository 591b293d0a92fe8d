using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Conversations;

/// <summary>Conversations with a console that is killed: nothing that was said is lost or heard twice, and who waits goes on waiting.</summary>
public sealed class ConversationCrashTests
{
    [Fact]
    public async Task I4_A_question_outlives_the_console_and_a_message_that_was_taken_is_heard_once()
    {
        using var folder = new TempFolder();
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("look"), TestTools.Echo("write"));
        var settings = folder.Write("settings.json", TalkDesk.SettingsOf(folder.Path, model, tools).ToString());
        var task = model.On("Where is it?", Reply.Calls(("ask_user", """{"question":"Which order?"}""")), Reply.Hangs(), Reply.Says("Nothing."));
        string id, token;
        await using (var first = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken))
        {
            id = await first.Sam.StartRunAsync("talker", task);
            await first.Sam.UntilAsync(id, "AwaitingInput");
            token = (await first.Sam.PostAsync($"/api/runs/{id}/viewers", new { })).Must(201).Text("token");
            await first.Kill9Async();
        }

        await using (var second = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken))
        {
            Assert.Equal("Which order?", (await second.Sam.UntilAsync(id, "AwaitingInput")).GetProperty("questions")[0].Text("text"));
            (await second.Sam.PostAsync($"/api/runs/{id}/messages", new { text = "SO-1" }, ("Idempotency-Key", "m"))).Must(202);
            await Until.TrueAsync(() => Task.FromResult(model.RequestsFor(task).Count == 2), () => "the model was not asked again");
            (await second.Sam.PostAsync($"/api/runs/{id}/messages", new { text = "Quick!" }, ("Idempotency-Key", "n"))).Must(202); // while the model works
            await second.Kill9Async();
        }

        await using var third = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        (await third.Sam.PostAsync($"/api/runs/{id}/messages", new { text = "SO-1" }, ("Idempotency-Key", "m"))).Must(202); // by a client that heard nothing
        await Until.TrueAsync(() => Task.FromResult(model.RequestsFor(task).Count >= 3), () => "the model was not asked after the second start");
        var told = model.RequestsFor(task)[^1];
        Assert.Equal("""{"status":"ok","answer":"SO-1"}""", told.LastToolAnswer);
        Assert.Equal("Quick!", told.Messages[^1].Text("content"));
        Assert.Equal(2, (await third.Sam.GetAsync($"/api/runs/{id}")).Must(200).GetProperty("messages").GetArrayLength());

        using var stranger = new HttpClient { BaseAddress = third.Address };
        using var looks = await stranger.GetAsync($"/viewer/progress?token={token}", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.OK, looks.StatusCode);
    }
}
