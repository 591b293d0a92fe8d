using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>An MCP server over stdio in the protocol's plain words, which the console starts: it pays back and holds back in the same <see cref="World"/>. Where its fate says so it dies, or has the console die, between a call's arrival and its answer.</summary>
internal sealed class Till(RecordedTools tools, TillTrace trace, LifeTrace console, Process consoles, TillPoint? dies)
{
    public const string Command = "crash-till";
    public const string Name = "till";

    /// <summary>What it offers.</summary>
    public static readonly string[] Tools = [$"{Name}.hold", $"{Name}.refund"];

    private const int NoSuchMethod = -32601;

    private static readonly JsonArray Listed =
    [
        ToolOf("hold", new() { ["orderId"] = TypeOf("string"), ["held"] = TypeOf("boolean") }),
        ToolOf("refund", new() { ["orderId"] = TypeOf("string"), ["amount"] = TypeOf("number"), ["currency"] = TypeOf("string"), ["reason"] = TypeOf("string") }),
    ];

    /// <summary>How a console is told to start it.</summary>
    /// <param name="fate">The console's own.</param>
    public static object SettingsFor(string folder, Fate fate) => new
    {
        Command = Environment.ProcessPath, RunAsConsole = true,
        Args = new[] { typeof(Till).Assembly.Location, Command, folder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), fate is Fate.InTill { Point: var point } ? $"{point}" : "none" },
        Env = new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "0" },
    };

    /// <param name="args">The folder of the world; the console's process; where it dies, or none.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        using var trace = TillTrace.Live(args[0]);
        using var console = LifeTrace.Open(args[0]);
        using var consoles = Process.GetProcessById(int.Parse(args[1], CultureInfo.InvariantCulture));
        var till = new Till(new(new(args[0])), trace, console, consoles, TillPoint.Find(args[2]));
        try
        {
            while (await Console.In.ReadLineAsync() is { } line)
                if (till.AnswerTo(JsonNode.Parse(line)!) is { } answer) Console.WriteLine(answer.ToJsonString());
        }
        catch (IOException)
        {
            // Nobody reads what it answers: its console is dead.
        }

        return 0;
    }

    /// <returns>Null where none is wanted.</returns>
    private JsonObject? AnswerTo(JsonNode message)
    {
        if (message["id"] is not { } id) return null;
        return (string?)message["method"] switch
        {
            "initialize" => Result(new()
            {
                ["protocolVersion"] = message["params"]!["protocolVersion"]!.DeepClone(), ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() },
                ["serverInfo"] = new JsonObject { ["name"] = Name, ["version"] = "1" },
            }),
            "ping" => Result([]),
            "tools/list" => Result(new() { ["tools"] = Listed.DeepClone() }),
            "tools/call" => Result(Call((string)message["params"]!["name"]!, message["params"]!["arguments"]!)),
            _ => new() { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), ["error"] = new JsonObject { ["code"] = NoSuchMethod, ["message"] = "no such method" } },
        };

        JsonObject Result(JsonObject result) => new() { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), ["result"] = result };
    }

    private JsonObject Call(string tool, JsonNode arguments)
    {
        PassBy(tool, isDone: false);
        var answer = JsonSerializer.Serialize(tool is "refund"
            ? tools.Refund((string)arguments["orderId"]!, (decimal)arguments["amount"]!, (string)arguments["currency"]!, (string)arguments["reason"]!) : tools.Hold((string)arguments["orderId"]!, (bool)arguments["held"]!));
        PassBy(tool, isDone: true);
        return new() { ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = answer }) };
    }

    /// <summary>Where the console dies, what it does with the call is done all the same: it is on its way.</summary>
    private void PassBy(string tool, bool isDone)
    {
        if (dies is null || dies.IsDone != isDone || dies.Tool != $"{Name}.{tool}" || !trace.DiesFirst()) return;
        if (dies.TillDies)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill(); // SIGKILL
            Thread.Sleep(Timeout.Infinite);
        }

        console.Dying();
        consoles.Kill();
        consoles.WaitForExit();
    }

    private static JsonObject ToolOf(string name, JsonObject properties) => new()
    {
        ["name"] = name, ["description"] = name,
        ["inputSchema"] = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. properties.Select(p => (JsonNode)p.Key)]), ["additionalProperties"] = false },
    };

    private static JsonObject TypeOf(string type) => new() { ["type"] = type };
}
