using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Retail;

namespace ApprovalConsole.Tests.Billing;

/// <summary>The loop that everybody writes first: one strong model, the whole history every time, no cache, no checks, nobody asked.</summary>
internal static class NaiveLoop
{
    private const int MostSteps = 40;

    public static Bill Run(RetailFiles files, IEnumerable<RetailTask> tasks, string instructions)
    {
        var model = new BilledModel(caches: false);
        foreach (var task in tasks) Run(model, files, task, instructions);
        return model.Bill;
    }

    private static void Run(BilledModel model, RetailFiles files, RetailTask task, string instructions)
    {
        var shop = Shop.Open(files);
        model.Begin(task, 0);
        var body = new JsonObject
        {
            ["model"] = Bill.Strong,
            ["messages"] = new JsonArray(Message("system", instructions), Message("user", task.Instruction)),
            ["tools"] = new JsonArray([.. files.Tools.Select(DeclarationOf)]),
        };
        for (var step = 0; step < MostSteps; step++)
        {
            var (reply, _, _, _, ids) = model.Answer(JsonSerializer.SerializeToElement(body));
            if (reply.Calls.Count == 0) return;
            var messages = body["messages"]!.AsArray();
            messages.Add(new JsonObject
            {
                ["role"] = "assistant",
                ["tool_calls"] = new JsonArray([.. reply.Calls.Select((c, i) => new JsonObject
                {
                    ["id"] = ids[i], ["type"] = "function", ["function"] = new JsonObject { ["name"] = c.Tool, ["arguments"] = c.Arguments },
                })]),
            });
            for (var i = 0; i < reply.Calls.Count; i++)
            {
                var answer = Message("tool", AnswerOf(shop, reply.Calls[i]));
                answer["tool_call_id"] = ids[i];
                messages.Add(answer);
            }
        }

        model.Bill.Unfinished.Add(task.Id);
    }

    private static string AnswerOf(Shop shop, (string Tool, string Arguments) call)
    {
        try
        {
            return shop.Call(call.Tool, JsonElement.Parse(call.Arguments));
        }
        catch (ShopRefusedException e)
        {
            return e.Message;
        }
    }

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };

    private static JsonObject DeclarationOf(RetailTool tool) => new()
    {
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["parameters"] = JsonNode.Parse(tool.Parameters.GetRawText()) },
    };
}
