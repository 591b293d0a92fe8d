using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Benchmarks.Gate;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>The pipeline that sees to an order: branches side by side, one of them a loop over its items; an agent and a person at decision points; a loop that goes on until something is so.</summary>
internal static class OrderFlow
{
    public const string Name = "orders";
    public const string PayBack = "pay back";
    public const string Keep = "keep";
    public const string Broken = "broken";

    private const string Question = "What is the matter with it?";
    private const string Given = "The order is ";

    /// <summary>Seconds at work that an order is good for: it outlives many consoles, and what a model or tool was at when one died counts.</summary>
    private const int Patience = 3600;

    private static readonly string Text = $$"""
        limits: { wallClockSeconds: {{Patience}} }
        input: { type: object, properties: { orderId: { type: string } }, required: [orderId], additionalProperties: false }
        nodes:
          - { id: order, call: bench.lookup_order, with: { orderId: "{/input/orderId}" } }
          - id: beside
            parallel:
              - name: parcel
                do: [{ id: hold, call: {{Till.Name}}.hold, with: { orderId: "{/input/orderId}", held: true } }]
              - name: labels
                do:
                  - id: each
                    forEach: "{/order/items}"
                    as: item
                    atMost: 5
                    do: [{ id: label, call: bench.label, with: { orderId: "{/input/orderId}", sku: "{/item/sku}", on: true } }]
              - name: sorting
                do: [{ id: matter, ask: sorter, question: "{{Question}}", given: { order: "{{Given}}{/input/orderId}." }, answers: [{{Broken}}, late], atLeast: 0.5 }]
              - name: pause
                do: [{ id: pause, wait: PT0.3S }]
          - id: doors
            repeat:
              - { id: before, call: bench.knocks, with: { orderId: "{/input/orderId}" } }
              - { id: knock, call: bench.knock, with: { orderId: "{/input/orderId}", door: "{/before}", away: false } }
            until: { value: "{/before}", ">=": 1 }
            atMost: 4
          - { id: which, askPerson: "{/input/orderId} is {/beside/sorting/answer}: what now?", answers: [{{PayBack}}, {{Keep}}] }
          - id: money
            choose:
              - name: back
                when: { value: "{/which/answer}", "==": {{PayBack}} }
                do:
                  - id: refund
                    call: {{Till.Name}}.refund
                    with: { orderId: "{/input/orderId}", amount: "{/order/total}", currency: "{/order/currency}", reason: "{/beside/sorting/answer}" }
                    otherwise: [{ id: none, value: "{/refund/error/code}" }]
            else: []
        result: "{/beside/sorting/answer}, {/which/answer}"
        """;

    /// <summary>What a run of it is started with.</summary>
    public static string InputFor(string order) => new JsonObject { ["orderId"] = order }.ToJsonString();

    /// <summary>What it comes to.</summary>
    public static string ResultFor(string answer) => $"{Broken}, {answer}";

    public static bool IsAsked(string text) => text.StartsWith(Question, StringComparison.Ordinal);

    /// <summary>The order that an agent is asked about.</summary>
    public static string OrderIn(string text) => text[(text.IndexOf(Given, StringComparison.Ordinal) + Given.Length)..].Split('.')[0];

    /// <summary>Lays the file and the settings that name it beside a console's own.</summary>
    /// <param name="fate">The console's.</param>
    public static async Task LayAsync(string folder, Fate fate)
    {
        var file = Path.Combine(folder, "orders.yaml");
        await File.WriteAllTextAsync(file, Text);
        await File.WriteAllTextAsync(Path.Combine(folder, BenchmarkConsole.MoreSettings), JsonSerializer.Serialize(new
        {
            Agents = new
            {
                desk = new { OrderTexts.Instructions, Tools = new[] { "bench.*" }, Limits = new { WallClockSeconds = Patience } },
                sorter = new { Instructions = "Answer the question about the order.", Tools = Array.Empty<string>(), Limits = new { WallClockSeconds = Patience } },
            },
            ExternalAgents = new Dictionary<string, object> { [OutsideAgent.Name] = new { Tools = new[] { $"{Till.Name}.*" } } },
            McpServers = new Dictionary<string, object> { [Till.Name] = Till.SettingsFor(folder, fate) },
            Tools = RecordedTools.Policies,
            Pipelines = new Dictionary<string, object> { [Name] = new { File = file } },
        }));
    }
}
