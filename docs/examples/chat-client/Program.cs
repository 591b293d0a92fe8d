// A shop assistant on a plain IChatClient. It reads orders unasked; its refunds wait for a person.
using System.ClientModel;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using static System.Net.HttpStatusCode;

static string Setting(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;

var session = Setting("SESSION", $"{Guid.NewGuid()}");
var customer = new { subject = "customer-77", permissions = new[] { "refunds.write" }, attributes = new { customer_id = "77" } };
using var console = new HttpClient { BaseAddress = new($"{Setting("CONSOLE_URL", "http://127.0.0.1:5080")}/api/tool-calls") };
console.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Setting("CONSOLE_KEY", "demo-sam"));

// --- the gate
async Task<string> GateAsync(string tool, object order, string? key = null)
{
    var body = JsonSerializer.Serialize(new { agent = "storefront", tool, arguments = order, onBehalfOf = customer, sessionId = session });
    key ??= Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(body))); // in a session the same refund is one
    while (true)
    {
        using var ask = new StringContent(body, new MediaTypeHeaderValue("application/json")) { Headers = { { "Idempotency-Key", key } } };
        var answer = await console.PostAsync("?waitSeconds=30", ask).ContinueWith(a => a.IsCompletedSuccessfully ? a.Result : null);
        var status = answer?.StatusCode ?? ServiceUnavailable; // Accepted: it waits for a person
        if (status is not Accepted and < InternalServerError) return await answer!.Content.ReadAsStringAsync();
        if (status is not Accepted) await Task.Delay(1000); // the console is away: asking again is safe
    }
}
var refundOrder = AIFunctionFactory.Create(Task<string> (string order_id, decimal amount, string reason) => GateAsync("desk.refund_order",
    new { order_id, amount, reason }), "refund_order", "Pays an order back, or a part of it. A person decides first.");
// ---

var searchOrders = AIFunctionFactory.Create(Task<string> (string email) =>
    GateAsync("desk.search_orders", new { email }, $"{Guid.NewGuid()}"), "search_orders", "The customer's orders");

var endpoint = new OpenAIClientOptions { Endpoint = new(Setting("OPENAI_BASE_URL", "https://api.openai.com/v1")) };
var model = new ChatClient(Setting("OPENAI_MODEL", "gpt-4.1-mini"), new ApiKeyCredential(Setting("OPENAI_API_KEY", "none")), endpoint);
using var chat = model.AsIChatClient().AsBuilder().UseFunctionInvocation().Build();
const string instructions = "You help a shop's customers. Take ids and amounts from what the tools answer.";
var task = args.FirstOrDefault() ?? "I am ana.ruiz@example.com. The kettle of my order #W881 came broken: please pay me 120.00 back.";
var options = new ChatOptions { Instructions = instructions, Tools = [searchOrders, refundOrder] };
await foreach (var update in chat.GetStreamingResponseAsync(task, options)) Console.Write(update);
