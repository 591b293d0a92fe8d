using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;

namespace ApprovalConsole.Tests.Sketching;

/// <summary>What the record speaks for, read out of a real journal and tried with its own runs: six users have a box sent, each after it was listed and looked at.</summary>
public sealed class RecordedSketchTests
{
    private const string OneBox = """{"type":"object","properties":{"box_id":{"type":"string"}},"required":["box_id"],"additionalProperties":false}""";

    [Fact]
    public async Task Ids_that_were_always_seen_before_and_boxes_that_were_always_the_users_own_become_lines_that_tell_users_apart()
    {
        using var folder = new TempFolder();
        await using var server = await ToolServer.StartAsync(
            new TestTool("get_box", OneBox, (arguments, _) => Task.FromResult(arguments.GetProperty("box_id").GetString() is ['B', 'O', 'X', ..] id && int.TryParse(id[4..], out var n) && n < 106
                ? TestTools.Text($$"""{"box_id":"{{id}}","user_id":"user-{{n}}"}""") : new() { IsError = true, Content = [] })),
            new TestTool("list_boxes", """{"type":"object","properties":{}}""", (_, _) => Task.FromResult(TestTools.Text($$"""{"boxes":[{{string.Join(',', Enumerable.Range(100, 6).Select(n => $$"""{"box_id":"BOX-{{n}}"}"""))}}]}"""))),
            new TestTool("send_box", OneBox, (_, _) => Task.FromResult(TestTools.Text("sent"))));
        var settings = new ConsoleSettings(folder.Path).Model("unasked", new("http://127.0.0.1:9/v1")).McpServer("store", server.Url).ExternalAgent("clerk", ["store.*"]).Tool("store.get_box", "ReadOnly").Tool("store.list_boxes", "ReadOnly");
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        for (var n = 100; n < 106; n++) await SendAsync(console, n);

        var sketch = (await console.Ada.GetAsync("/api/tools/store.send_box/policy/sketch")).Must(200);
        Assert.Equal(6, sketch.GetProperty("recorded").GetInt32());

        var grounded = NotesConsole.LineOf(sketch, "grounded:/box_id");
        Assert.Contains("box_id was found in a result of list_boxes in 6 of 6 calls.", grounded.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(("Passes", "notGrounded"), (grounded.GetProperty("trial").GetProperty("good").Text("outcome"), grounded.GetProperty("trial").GetProperty("impossible").Text("code")));

        var owns = NotesConsole.LineOf(sketch, "owns:/box_id");
        Assert.Contains("It was the user's user_id in 6 of 6 calls.", owns.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(("Passes", "notYours"), (owns.GetProperty("trial").GetProperty("good").Text("outcome"), owns.GetProperty("trial").GetProperty("impossible").Text("code")));

        Assert.Equal("notFound", NotesConsole.LineOf(sketch, "check:/box_id:OneOf:get_box").GetProperty("trial").GetProperty("impossible").Text("code"));
        Assert.False(NotesConsole.LineOf(sketch, "check:/box_id:OneOf:list_boxes").GetProperty("recommended").GetBoolean()); // it would look the same up a second time
        Assert.All(new[] { "grounded:/box_id", "owns:/box_id", "check:/box_id:OneOf:get_box" }, id => Assert.True(NotesConsole.LineOf(sketch, id).GetProperty("recommended").GetBoolean(), id));

        var read = NotesConsole.LineOf((await console.Ada.GetAsync("/api/tools/store.get_box/policy/sketch")).Must(200), "result:/user_id");
        Assert.Equal(("Passes", "withheld"), (read.GetProperty("trial").GetProperty("good").Text("outcome"), read.GetProperty("trial").GetProperty("impossible").Text("code")));
        Assert.Equal(6, server.Calls.Count(c => c.Tool == "send_box")); // trying has sent nothing
    }

    private static async Task SendAsync(ConsoleProcess console, int n)
    {
        var session = $"{Guid.NewGuid():N}";
        Task<Answer> Ask(string tool, object? arguments = null) => console.Sam.PostAsync(
            "/api/tool-calls", new { agent = "clerk", tool, arguments = arguments ?? new { box_id = $"BOX-{n}" }, onBehalfOf = new { subject = "kim", attributes = new { user_id = $"user-{n}" } }, sessionId = session }, ("Idempotency-Key", $"{Guid.NewGuid():N}"));
        (await Ask("list_boxes", new { })).Must(200);
        (await Ask("get_box")).Must(200);
        var pending = (await Ask("send_box")).Must(202);
        (await console.Rita.ApproveAsync((await console.Rita.GetAsync($"/api/proposals/{pending.Text("proposalId")}")).Must(200))).Must(200);
        (await console.Sam.GetAsync($"/api/tool-calls/{pending.Text("id")}?waitSeconds=30")).Must(200);
    }
}
