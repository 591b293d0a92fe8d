using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Tests.Masking;

/// <summary>One console for all tests of masking: the agent <c>payer</c> looks up a customer, is refused a payment, proposes another, and talks of what it saw.</summary>
public sealed class MaskedConsole : IAsyncLifetime
{
    public const string Iban = "DE89370400440532013000";
    public const string WrongIban = "DE00111122223333444455";
    public const string Email = "canary.mail@shop.example";
    public const string Street = "Kanarigasse 77";
    public const string Account = "48211937";
    public const string Code = "Zq7";
    public const string Mark = "•••";

    private const string Spaced = "DE89 3704 0044 0532 0130 00";

    /// <summary>None of them may be on the wire to who may not see it.</summary>
    public static readonly string[] Canaries = [Iban, Spaced, "de89370400440532013000", WrongIban, Email, "CANARY.MAIL@shop", Street, Account, "48,211,937", Code, "\"pin\":987", "\\\"pin\\\":987"];

    private const string PaySchema = """
        {"type":"object","properties":{"iban":{"type":"string"},"code":{"type":"string"},"amount":{"type":"integer"},"note":{"type":"string"}},"required":["iban","amount"],"additionalProperties":false}
        """;

    private const string TextSchema = """{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}""";

    private const string Customer = $$"""
        {"customer":{"name":"Ana","email":"{{Email}}","account":{{Account}},"iban":"{{Iban}}","pin":987},"orders":[{"id":"O1","address":"{{Street}}"},{"id":"O2","address":"{{Street}}"}]}
        """;

    /// <summary>A pipeline that goes by what is sensitive, and hands it on to whoever it asks.</summary>
    private const string Flow = """
        input: { type: object, properties: { text: { type: string } }, required: [text], additionalProperties: false }
        nodes:
          - { id: who, call: bank.customer, with: { text: ana } }
          - id: known
            choose:
              - name: ours
                when: { value: "{/who/customer/email}", matches: { type: string, pattern: "@shop" } }
                do:
                  - id: each
                    forEach: "{/who/orders}"
                    as: order
                    atMost: 5
                    do: [{ id: noted, call: bank.note, with: { text: "{/order/id} to {/order/address}" } }]
                  - { id: kind, ask: payer, question: "{/input/text}: is {/who/customer/email} a person?", given: { account: "{/who/customer/account}" }, answers: [person, machine] }
                  - { id: sure, askPerson: "Write to {/who/customer/email}?", given: { iban: "{/who/customer/iban}" }, answers: [write, leave] }
            else: [{ id: stranger, fail: "{/who/customer/email} is nobody." }]
        result: "{/who/customer/email}: {/known/answer}"
        """;

    private readonly TempFolder _folder = new();
    private ToolServer _tools = null!;

    internal ConsoleProcess Console { get; private set; } = null!;

    internal FakeOpenAI Model { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(
            TestTools.Answers("customer", Customer), new("pay", PaySchema, (a, _) => Task.FromResult(TestTools.Text($"paid {a.GetProperty("amount")} to {a.GetProperty("iban")}"))),
            new("spare", PaySchema, (_, _) => Task.FromResult(TestTools.Text("spared"))), TestTools.Echo("note"),
            new("file", TextSchema, (a, _) => Task.FromResult(TestTools.Text($$"""{"kept":"{{a.GetProperty("text")}}"}"""))), TestTools.Echo("label"), TestTools.Echo("send"),
            new("broken", TextSchema, (a, _) => Task.FromResult(new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = $"nobody is called {Backwards($"{a.GetProperty("text")}")}" }] })));
        var customer = new JsonObject { ["Tool"] = "bank.customer", ["Arguments"] = new JsonObject { ["text"] = "ana" } };
        var pay = new JsonObject
        {
            ["Title"] = "Pay {/amount:USD} to {/iban} of {facts/email} with {/code}", ["Effect"] = "1 payment with {/code}", ["EffectKey"] = new JsonArray("/iban"),
            ["Facts"] = new JsonArray(With(customer, ("Name", "email"), ("Path", "/customer/email")), With(customer, ("Name", "streets"), ("Path", "/orders/*/address"))),
            ["Checks"] = new JsonArray(new JsonObject { ["Argument"] = "/iban", ["OneOf"] = With(customer, ("Path", "/customer/iban")) }),
            ["Sensitive"] = new JsonObject { ["Arguments"] = new JsonArray("/iban", "/code") },
        };
        var text = new JsonObject { ["Arguments"] = new JsonArray("/text"), ["Result"] = new JsonArray("/kept") };
        var send = new JsonObject
        {
            ["Title"] = "Send {/text} of {facts/kept}", ["Effect"] = "1 letter to {/text}", ["Sensitive"] = text.DeepClone(),
            ["Facts"] = new JsonArray(new JsonObject { ["Name"] = "kept", ["Tool"] = "bank.file", ["Arguments"] = new JsonObject { ["text"] = "{/text}" }, ["Path"] = "/kept" }),
        };
        var undone = new JsonObject { ["Undo"] = new JsonObject { ["Tool"] = "bank.label", ["Arguments"] = new JsonObject { ["text"] = "{/text}" } } };
        var settings = new ConsoleSettings(_folder.Path).Model("strong", Model.Endpoint).McpServer("bank", _tools.Url).Agent("payer", ["bank.*"]).ExternalAgent("outside", ["bank.*"]).Delegating("head", ["bank.*"], "payer")
            .Tool("bank.pay", "Irreversible", pay).Tool("bank.note", "Reversible").Tool("bank.spare", "Critical", new() { ["Sensitive"] = new JsonObject { ["Arguments"] = new JsonArray("/iban") } })
            .Tool("bank.file", "ReadOnly", new() { ["Sensitive"] = text.DeepClone() }).Tool("bank.broken", "ReadOnly", new() { ["Sensitive"] = text.DeepClone() })
            .Tool("bank.label", "Reversible", undone).Tool("bank.send", "Irreversible", send)
            .Tool("bank.customer", "ReadOnly", new()
            {
                ["Sensitive"] = new JsonObject { ["Result"] = new JsonArray("/customer/email", "/customer/account", "/customer/iban", "/customer/pin", "/orders/*/address") },
            })
            .With("Pipelines", "letters", new() { ["File"] = _folder.Write("letters.yaml", Flow) });
        Console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        await Model.DisposeAsync();
        await _tools.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A run that waits for a reviewer, with sensitive values in all that it has done.</summary>
    internal async Task<(string Run, JsonElement Proposal)> ProposeAsync()
    {
        var input = Model.On("Pay Ana", asked => asked.Turn switch
        {
            0 => Reply.Calls(("customer", """{"text":"ana"}""")),
            1 => Reply.SaysAndCalls($"She is {Email}, {Street}, account 48,211,937.", ("pay", $$"""{"iban":"{{WrongIban}}","amount":12,"code":"{{Code}}"}"""), ("note", $$"""{"text":"mailed CANARY.MAIL@shop.example"}""")),
            2 => Reply.SaysAndCalls($"So to {Spaced}.", ("pay", $$"""{"iban":"{{Iban}}","amount":12,"note":"for {{Email}}","code":"{{Code}}"}""")),
            _ => Reply.Says($"Paid to {Spaced}; told {Email} in {Street}."),
        });
        var run = await Console.Sam.StartRunAsync("payer", input);
        return (run, await Console.Rita.ProposalOfAsync(run));
    }

    /// <summary>The same, approved and at its end.</summary>
    internal async Task<(string Run, string Proposal)> PayAsync()
    {
        var (run, proposal) = await ProposeAsync();
        (await Console.Rita.ApproveAsync(proposal)).Must(200);
        await Console.Sam.UntilAsync(run, "Completed");
        return (run, proposal.Text("id"));
    }

    /// <summary>A pipeline's run that asks a person, with sensitive values in all that it has done.</summary>
    internal async Task<(string Run, JsonElement Question)> AskAsync()
    {
        var text = $"letter-{Guid.NewGuid():N}"[..20];
        Model.WhenAsked($"{text}: is", Reply.Calls(("decide", $$"""{"answer":"person","confidence":0.9,"reason":"{{Email}} has account 48,211,937."}""")));
        var run = await Console.Sam.StartRunAsync("letters", $$"""{"text":"{{text}}"}""");
        return (run, await Console.Rita.ProposalOfAsync(run));
    }

    private Task<Spread>? _spread;

    /// <summary>The same for whoever only looks.</summary>
    internal Task<Spread> SpreadOnceAsync() => _spread ??= SpreadAsync();

    /// <summary>A value of its own through all that a run can do with one.</summary>
    internal async Task<Spread> SpreadAsync()
    {
        var value = $"canary-{Guid.NewGuid():N}"[..20];
        var (edited, fromError) = ($"{value}-edited", Backwards(value));
        var part = Model.On($"Look at {value}", a => a.Turn == 0 ? Reply.Calls(("label", $$"""{"text":"part {{value}}"}""")) : Reply.Says($"Seen {value}."));
        var input = Model.On("Spread", asked => asked.Turn switch
        {
            0 => Reply.Calls(("file", Text(value))),
            1 => Reply.SaysAndCalls($"It is {value}.", ("broken", Text(value))),
            2 => Reply.SaysAndCalls($"It said {fromError}.", ("label", Text(value)), ("delegate", $$"""{"agent":"payer","task":"{{part}}"}""")),
            3 => Reply.Calls(("send", Text(value))),
            4 => Reply.Calls(("send", Text($"{value}-more"))),
            _ => Reply.Says($"Sent {edited} to {value}, not {fromError}."),
        });
        var run = await Console.Sam.StartRunAsync("head", input);
        var rejected = await Console.Rita.ProposalOfAsync(run);
        (await Console.Rita.RejectAsync(rejected, $"not to {value}")).Must(200);
        var changed = await Console.Rita.ProposalOfAsync(run);
        (await Console.Rita.EditAsync(changed, new { text = edited }, $"rather {edited}")).Must(200);
        await Console.Sam.UntilAsync(run, "Completed");
        var undo = (await Console.As("sue").PostAsync($"/api/runs/{run}/undo", new { })).Must(202).Text("id");
        await Console.Sam.UntilAsync(undo, "Completed");
        return new([run, $"{run}-3-2", undo], [rejected.Text("id"), changed.Text("id")], [value, fromError]);

        static string Text(string text) => JsonSerializer.Serialize(new { text });
    }

    private static string Backwards(string text) => string.Concat(text.Reverse());

    /// <summary>The canaries that are in a text.</summary>
    internal static IEnumerable<string> In(string text) => Canaries.Where(c => text.Contains(c, StringComparison.Ordinal));

    private static JsonObject With(JsonObject lookUp, params (string Name, string Value)[] more)
    {
        var copy = lookUp.DeepClone().AsObject();
        foreach (var (name, value) in more) copy[name] = value;
        return copy;
    }
}

/// <param name="Runs">The run, its child, and the one that takes its calls back.</param>
/// <param name="Values">None of them may be seen; all others hold one of them.</param>
internal sealed record Spread(string[] Runs, string[] Proposals, string[] Values)
{
    public IEnumerable<string> In(string text) => Values.Where(v => text.Contains(v, StringComparison.OrdinalIgnoreCase));
}

/// <summary>They share it.</summary>
[CollectionDefinition]
public sealed class MaskedConsoleTests : ICollectionFixture<MaskedConsole>;
