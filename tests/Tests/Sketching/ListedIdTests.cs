using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;

namespace ApprovalConsole.Tests.Sketching;

/// <summary>A server that declares nothing of its answers, and that nobody has called yet.</summary>
public sealed class ListedIdTests
{
    [Fact]
    public async Task What_reads_by_policy_is_looked_at_for_where_its_ids_are_and_nothing_else_is_asked()
    {
        using var folder = new TempFolder();
        await using var server = await ToolServer.StartAsync(
            new TestTool("list_boxes", """{"type":"object","properties":{}}""", (_, _) => Task.FromResult(TestTools.Text("""[{"id":"B-17"},{"id":"B-18"}]"""))),
            new TestTool("list_crates", """{"type":"object","properties":{}}""", (_, _) => Task.FromResult(TestTools.Text("""[{"id":"C-1"}]"""))),
            TestTools.Echo("send_box") with { Schema = """{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}""" });
        var settings = new ConsoleSettings(folder.Path).Model("unasked", new("http://127.0.0.1:9/v1")).McpServer("store", server.Url).ExternalAgent("clerk", ["store.*"]).Tool("store.list_boxes", "ReadOnly");
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        var line = NotesConsole.LineOf((await console.Ada.GetAsync("/api/tools/store.send_box/policy/sketch")).Must(200), "check:/id:OneOf:list_boxes");
        Assert.Equal(("B-17", "C-17"), (line.GetProperty("trial").GetProperty("good").Text("value"), line.GetProperty("trial").GetProperty("impossible").Text("value")));
        Assert.Equal("B-18", line.GetProperty("trial").GetProperty("also")[0].GetString()); // its neighbour, which is there
        Assert.True(line.GetProperty("recommended").GetBoolean());
        Assert.All(server.Calls, c => Assert.Equal("list_boxes", c.Tool));
    }
}
