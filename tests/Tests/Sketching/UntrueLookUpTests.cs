using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;

namespace ApprovalConsole.Tests.Sketching;

/// <summary>Servers whose answers prove nothing: one that finds whatever it is asked for, and one that does not answer.</summary>
public sealed class UntrueLookUpTests
{
    private const string OneBox = """{"type":"object","properties":{"box_id":{"type":"string","examples":["B-17"]}},"required":["box_id"],"additionalProperties":false}""";

    [Fact]
    public async Task A_check_that_lets_an_impossible_value_pass_is_shown_as_such_and_not_recommended()
    {
        var trial = await TryAsync(TestTools.Answers("get_box", """{"found":true}""") with { Schema = OneBox });
        Assert.Equal(("Passes", "Passes"), (trial.GetProperty("trial").GetProperty("good").Text("outcome"), trial.GetProperty("trial").GetProperty("impossible").Text("outcome")));
        Assert.True(trial.GetProperty("trial").GetProperty("isDisproven").GetBoolean());
        Assert.False(trial.GetProperty("recommended").GetBoolean());
    }

    [Fact]
    public async Task What_a_server_cannot_answer_proves_nothing()
    {
        var trial = await TryAsync(new TestTool("get_box", OneBox, (_, _) => throw new InvalidOperationException("out of order")));
        Assert.False(trial.GetProperty("recommended").GetBoolean());
        Assert.False(trial.GetProperty("trial").GetProperty("isProven").GetBoolean());
    }

    [Fact]
    public async Task One_that_knows_what_it_has_is_recommended()
    {
        var trial = await TryAsync(new TestTool("get_box", OneBox, (arguments, _) => Task.FromResult(
            arguments.GetProperty("box_id").GetString() == "B-17" ? TestTools.Text("""{"weight":3}""") : new() { IsError = true, Content = [] })));
        Assert.Equal(("B-17", "an example of the schema"), (trial.GetProperty("trial").GetProperty("good").Text("value"), trial.GetProperty("trial").Text("from")));
        Assert.Equal("notFound", trial.GetProperty("trial").GetProperty("impossible").Text("code"));
        Assert.True(trial.GetProperty("recommended").GetBoolean());
    }

    private static async Task<JsonElement> TryAsync(TestTool reader)
    {
        using var folder = new TempFolder();
        await using var server = await ToolServer.StartAsync(reader, TestTools.Echo("send_box") with { Schema = OneBox });
        var settings = new ConsoleSettings(folder.Path).Model("unasked", new("http://127.0.0.1:9/v1")).McpServer("store", server.Url).ExternalAgent("clerk", ["store.*"]).Tool("store.get_box", "ReadOnly");
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        return NotesConsole.LineOf((await console.Ada.GetAsync("/api/tools/store.send_box/policy/sketch")).Must(200), "check:/box_id:Exists:get_box");
    }
}
