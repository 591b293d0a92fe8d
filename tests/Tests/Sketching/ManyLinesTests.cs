using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;

namespace ApprovalConsole.Tests.Sketching;

/// <summary>What a server offers does not decide how often it is asked.</summary>
public sealed class ManyLinesTests
{
    [Fact]
    public async Task A_tool_with_hundreds_of_ids_is_sketched_and_the_first_of_its_checks_are_tried()
    {
        using var folder = new TempFolder();
        var properties = new JsonObject([.. Enumerable.Range(0, 200).Select(i => KeyValuePair.Create($"x{i}_thing_id", (JsonNode?)new JsonObject { ["type"] = "string", ["examples"] = new JsonArray("T-1") }))]);
        await using var server = await ToolServer.StartAsync(
            new TestTool("get_thing", """{"type":"object","properties":{"thing_id":{"type":"string"}},"required":["thing_id"]}""", (_, _) => Task.FromResult(TestTools.Text("""{"thing_id":"T-1"}"""))),
            TestTools.Echo("send_thing") with { Schema = new JsonObject { ["type"] = "object", ["properties"] = properties }.ToJsonString() });
        var settings = new ConsoleSettings(folder.Path).Model("unasked", new("http://127.0.0.1:9/v1")).McpServer("store", server.Url).ExternalAgent("clerk", ["store.*"]).Tool("store.get_thing", "ReadOnly");
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        var lines = (await console.Ada.GetAsync("/api/tools/store.send_thing/policy/sketch")).Must(200).GetProperty("lines").EnumerateArray().Where(l => l.GetRawText().Contains("thing_id", StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count > 100, $"{lines.Count} lines");
        Assert.InRange(lines.Count(l => l.TryGetProperty("trial", out var trial) && trial.ValueKind is JsonValueKind.Object), 1, 24);
        Assert.Contains(lines, l => l.GetRawText().Contains("Not tried", StringComparison.Ordinal));
        Assert.InRange(server.Calls.Count, 1, 24 * 8);
    }
}
