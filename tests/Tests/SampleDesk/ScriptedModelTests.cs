using System.Text.Json;
using ApprovalConsole.SampleDesk;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.SampleDesk;

public sealed class ScriptedModelTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"status":"rejected","reason":"too much"}""", "a reviewer rejected it (\"too much\")")]
    [InlineData("""{"status":"expired"}""", "nobody decided in time")]
    [InlineData("""{"status":"failed","message":"card is closed"}""", "the tool reported an error: card is closed")]
    [InlineData("""{"status":"withdrawn","reason":"a sibling was rejected"}""", "withdrawn (\"a sibling was rejected\")")]
    [InlineData("""{"status":"revise","reason":"please ask nicely"}""", "still wanted it differently (\"please ask nicely\")")]
    [InlineData("""{"status":"invalid","errors":[{"code":"x","layer":"semantic","path":"/amount","message":"no","allowed":null}]}""", "not accepted (/amount no)")]
    [InlineData("""{"status":"ok","answeredByPerson":true,"result":"paid in cash"}""", "A person answered in place of refund_order: paid in cash")]
    [InlineData("""{"status":"ok","result":null}""", "its receipt could not be read")]
    [InlineData("""{"status":"sideways"}""", "I do not know whether it happened")]
    [InlineData("no JSON at all", "I do not know whether it happened")]
    public async Task Whatever_the_console_says_about_the_refund_is_told_truthfully(string said, string told)
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, _ => said);
        Assert.Contains(told, await console.RunAsync("Work ticket T-1001", Ct), StringComparison.Ordinal);
        Assert.Equal(0m, (await desk.OrderAsync("#W881")).GetProperty("refunded_total").GetDecimal());
    }

    [Fact]
    public async Task A_reviewers_wish_for_another_amount_is_asked_for()
    {
        await using var desk = await DeskFixture.OpenAsync();
        var answers = new Queue<object?>([new { status = "revise", reason = "only 60, the lid is fine" }, null]);
        using var console = new PlayedConsole(desk, _ => answers.Dequeue());
        Assert.Contains("60.00 USD was refunded", await console.RunAsync("Work ticket T-1001", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approved_refund_that_the_shop_refuses_is_no_refund()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        Assert.Contains("more than what is left", await console.RunAsync("Refund #W801 900", Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Where is #W902?", "Order #W902 is shipped: 80.00 USD in all, 0.00 USD refunded so far, tracking number NP90208810X.")]
    [InlineData("refund #W881 50", "50.00 USD was refunded on order #W881 (receipt R-0001).")]
    [InlineData("Please refund 50.25 on order w881", "50.25 USD was refunded on order #W881 (receipt R-0001).")]
    [InlineData("Refund #W860", "There is nothing left to refund on order #W860. I changed nothing.")]
    [InlineData("Which orders has luis.ortega@example.com?", "luis.ortega@example.com has 2 order(s): #W962, 83.00 USD, processing; #W801, 18.00 USD, delivered.")]
    [InlineData("Work ticket T-9", "I could not read ticket T-9: There is no ticket 'T-9'. Ticket ids look like T-1001. I changed nothing.")]
    public async Task Other_tasks_are_worked_too(string task, string answer)
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        Assert.Equal(answer, await console.RunAsync(task, Ct));
    }

    [Fact]
    public async Task A_second_task_in_the_same_conversation_starts_over()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        await console.RunAsync("Refund #W881 50", Ct);
        Assert.Contains("20.00 USD was refunded", await console.RunAsync("Refund #W881 20", Ct), StringComparison.Ordinal);
        Assert.Contains("20.00 USD was refunded", await console.RunAsync("Thank you!", Ct), StringComparison.Ordinal);
        Assert.Equal(70m, (await desk.OrderAsync("#W881")).GetProperty("refunded_total").GetDecimal());
    }

    [Fact]
    public async Task A_ticket_whose_words_were_trimmed_away_is_read_again_and_nothing_is_paid_twice()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        var whole = await console.RunAsync("Work ticket T-1001", Ct);
        var history = console.Messages.SkipLast(1).ToList();
        var ticket = history.FindIndex(m => m.Role == ChatRole.Tool);
        history[ticket] = new(ChatRole.Tool, [new FunctionResultContent(history[ticket].Contents.OfType<FunctionResultContent>().Single().CallId, "[trimmed]")]);

        using var model = new ScriptedModel(TimeSpan.Zero);
        var reply = await model.GetResponseAsync(history, console.Options, Ct);
        var call = Assert.Single(reply.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
        Assert.Equal("get_ticket", call.Name);
        history.AddRange(reply.Messages);
        history.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, JsonSerializer.Serialize(new { status = "ok", result = await desk.TicketAsync("T-1001") }))]));
        Assert.Equal(whole, (await model.GetResponseAsync(history, console.Options, Ct)).Text);
    }

    [Fact]
    public async Task Asked_for_a_summary_without_tools_it_summarizes()
    {
        using var model = new ScriptedModel(TimeSpan.Zero);
        var reply = await model.GetResponseAsync([new(ChatRole.System, "Summarize what follows."), new(ChatRole.User, "get_order said: shipped")], null, Ct);
        Assert.Equal("Summary: get_order said: shipped", reply.Text);
    }

    [Fact]
    public async Task Small_talk_is_answered_with_what_it_can_do()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        Assert.Contains("Work ticket T-1001", await console.RunAsync("How are you?", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_foreign_tools_only_it_asks_for_a_real_model()
    {
        using var model = new ScriptedModel(TimeSpan.Zero);
        var reply = await model.GetResponseAsync("Work ticket T-1001", new() { Tools = [AIFunctionFactory.Create(() => 1, "get_order_details")] }, Ct);
        Assert.Contains("appsettings.json", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_tool_for_the_deed_it_says_so()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        console.Options.Tools = [.. console.Options.Tools!.Where(t => t.Name != "refund_order")];
        Assert.Contains("I was not given the tool refund_order", await console.RunAsync("Work ticket T-1001", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefixed_tool_is_called_by_its_prefixed_name()
    {
        using var model = new ScriptedModel(TimeSpan.Zero);
        var reply = await model.GetResponseAsync("Where is #W902?", new() { Tools = [AIFunctionFactory.Create(() => 1, "desk_get_order"), AIFunctionFactory.Create(() => 1, "get_order")] }, Ct);
        Assert.Equal("desk_get_order", Assert.Single(reply.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>()).Name);
    }

    [Fact]
    public async Task Two_models_given_the_same_tickets_say_the_same()
    {
        Assert.Equal(await Transcript(), await Transcript());

        static async Task<string> Transcript()
        {
            await using var desk = await DeskFixture.OpenAsync();
            using var console = new PlayedConsole(desk, PlayedConsole.Approve);
            foreach (var run in SampleRuns.All.Where(r => !r.Input.Contains("T-1002", StringComparison.Ordinal)))    // a mail's id is new each time
                await console.RunAsync(run.Input, Ct, startOver: true);
            return JsonSerializer.Serialize(console.Replies, AIJsonUtilities.DefaultOptions);
        }
    }

    [Fact]
    public async Task Every_reply_streams_as_it_is_given_whole()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        await console.RunAsync("Work ticket T-1001", Ct);
        using var model = new ScriptedModel(TimeSpan.Zero);
        var replies = console.Replies.GetEnumerator();
        foreach (var length in console.Messages.Index().Where(m => m.Item.Role == ChatRole.Assistant).Select(m => m.Index))
        {
            List<ChatResponseUpdate> updates = [];
            await foreach (var update in model.GetStreamingResponseAsync(console.Messages.Take(length), console.Options, Ct))
                updates.Add(update);
            Assert.True(replies.MoveNext());
            Assert.Equal(replies.Current.Text, string.Concat(updates.Select(u => u.Text)));
            Assert.Equal(Calls(replies.Current.Messages.SelectMany(m => m.Contents)), Calls(updates.SelectMany(u => u.Contents)));
            Assert.True(updates.Count(u => u.Text.Length > 0) > 3);
            Assert.IsType<UsageContent>(Assert.Single(updates[^1].Contents));
        }

        static List<string> Calls(IEnumerable<AIContent> contents) =>
            [.. contents.OfType<FunctionCallContent>().Select(c => $"{c.CallId} {c.Name} {JsonSerializer.Serialize(c.Arguments)}")];
    }

    [Fact]
    public async Task Words_come_one_by_one_with_time_between()
    {
        var time = new FakeTimeProvider();
        using var model = new ScriptedModel(TimeSpan.FromMilliseconds(25), time);
        await using var words = model.GetStreamingResponseAsync([new(ChatRole.User, "Hello")], null, Ct).GetAsyncEnumerator(Ct);
        foreach (var expected in (string[])["I ", "am "])
        {
            var word = words.MoveNextAsync().AsTask();
            time.Advance(TimeSpan.FromMilliseconds(24));
            Assert.False(word.IsCompleted);
            time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(await word);
            Assert.Equal(expected, words.Current.Text);
        }
    }

    [Fact]
    public async Task What_was_sent_before_is_counted_as_cached()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        await console.RunAsync("Work ticket T-1001", Ct);
        var usage = console.Replies.Select(r => r.Usage!).ToList();
        Assert.Equal(0, usage[0].CachedInputTokenCount);
        foreach (var (before, after) in usage.Zip(usage.Skip(1)))
            Assert.InRange(after.CachedInputTokenCount!.Value, before.InputTokenCount!.Value - 1, after.InputTokenCount!.Value - 1);
        Assert.All(usage, u => Assert.True(u.OutputTokenCount > 0));
    }

    [Fact]
    public async Task A_reply_that_does_not_fit_is_cut_without_its_calls()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var model = new ScriptedModel(TimeSpan.Zero);
        var reply = await model.GetResponseAsync("Work ticket T-1001", new() { Tools = [.. desk.Desk.Tools], MaxOutputTokens = 3 }, Ct);
        Assert.Equal((ChatFinishReason.Length, 3), (reply.FinishReason!.Value, reply.Usage!.OutputTokenCount!.Value));
        Assert.Equal("I'll look", reply.Text.Trim());
        Assert.Empty(reply.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
    }

    [Fact]
    public void It_says_who_it_is()
    {
        using var model = new ScriptedModel();
        var metadata = model.GetService<ChatClientMetadata>();
        Assert.Equal(("scripted", "scripted"), (metadata!.ProviderName, metadata.DefaultModelId));
    }
}
