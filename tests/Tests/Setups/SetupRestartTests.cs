using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Setups;

/// <summary>What admins laid down over the settings file, after the process was killed and after the file has changed.</summary>
public sealed class SetupRestartTests(SetupConsole console) : IClassFixture<SetupConsole>
{
    private const string Told = "/api/agents/told";

    [Fact]
    public async Task What_was_answered_survives_a_kill_and_where_the_file_changes_the_stricter_of_both_holds()
    {
        var read = (await console.Console.Rita.GetAsync(Told)).Must(200);
        (await console.Console.Ada.PutAsync(Told, With(read, v => (v["instructions"], v["limits"]!["iterations"]) = ("You are changed.", 4)), Match(0))).Must(200);
        (await console.Console.Ada.PutAsync("/api/models/strong/price", new { input = 5, cachedInput = 0.5, output = 20 }, Match(0))).Must(200);
        await console.RestartAsync();
        Assert.Equal((1, "You are changed.", 4, false), Stand((await console.Console.Rita.GetAsync(Told)).Must(200)));
        Assert.Equal(5, Listed((await console.Console.Rita.GetAsync("/api/models")).Must(200), "strong").GetProperty("price").GetProperty("input").GetDecimal());

        await console.RestartAsync(s => (s["Agents"]!["told"]!["Instructions"], s["Agents"]!["told"]!["Limits"]!["Iterations"], s["Agents"]!["told"]!["Tools"]) = ("You are filed.", 6, new JsonArray("box.look")));
        var drifted = (await console.Console.Rita.GetAsync(Told)).Must(200);
        Assert.Equal((1, "You are changed.", 4, true), Stand(drifted));
        Assert.Equal(["box.look"], ToolsOf(drifted.GetProperty("value")));
        Assert.Equal("You are filed.", drifted.GetProperty("settings").Text("instructions"));
    }

    private static string With(JsonElement read, Action<JsonNode> change)
    {
        var value = JsonNode.Parse(read.GetProperty("value").GetRawText())!;
        change(value);
        return value.ToJsonString();
    }

    private static (string, string) Match(int version) => ("If-Match", $"\"{version}\"");

    private static (int, string, int, bool) Stand(JsonElement read) =>
        (read.GetProperty("version").GetInt32(), read.GetProperty("value").Text("instructions"), read.GetProperty("value").GetProperty("limits").GetProperty("iterations").GetInt32(), read.GetProperty("drifted").GetBoolean());

    private static JsonElement Listed(JsonElement page, string name) => page.GetProperty("items").EnumerateArray().Single(i => i.Text("name") == name);

    private static IEnumerable<string?> ToolsOf(JsonElement value) => value.GetProperty("tools").EnumerateArray().Select(t => t.GetString());
}
