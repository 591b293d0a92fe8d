using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks.Pipelines;

/// <summary>A model that reads tickets, and errs in one of so many; whoever asks it, about the same tickets. It sees what a request holds, and no label.</summary>
/// <param name="errsIn">Of a hundred tickets. Half of the times that it errs it is unsure, and says so where it is asked how sure it is.</param>
/// <param name="reply">Time that a reply takes.</param>
internal sealed partial class TicketModel(int seed, int errsIn, TimeSpan reply) : IChatClient
{
    private int _calls;
    private long _input;
    private long _output;

    public int Calls => _calls;

    public long Tokens => _input + _output;

    /// <param name="input">USD a million tokens, likewise <paramref name="output"/>.</param>
    public decimal Usd(decimal input, decimal output) => (_input * input + _output * output) / 1_000_000;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Delay(reply, cancellationToken);
        var talk = messages.ToList();
        var content = options?.Tools?.Any(t => t.Name == "decide") is true ? Decide(talk) : Work(talk);
        // Four bytes a token, of all that goes either way.
        var input = (talk.Sum(m => m.Contents.Sum(Bytes)) + (options?.Tools ?? []).Sum(t => t is AIFunctionDeclaration f ? f.JsonSchema.GetRawText().Length + f.Description.Length : 0)) / 4;
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _input, input);
        Interlocked.Add(ref _output, Bytes(content) / 4);
        yield return new(ChatRole.Assistant, [content, new UsageContent(new() { InputTokenCount = input, OutputTokenCount = Bytes(content) / 4 })]);
    }

    /// <summary>Alone: reads the ticket, reads its order, files it, says that it is done.</summary>
    private AIContent Work(List<ChatMessage> talk)
    {
        var results = talk.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => $"{r.Result}").ToList();
        var id = Ticket().Match(talk.First(m => m.Role == ChatRole.User).Text).Value;
        return results.Count switch
        {
            0 => Call("get_ticket", new() { ["ticket_id"] = id }),
            1 => Call("get_order", new() { ["order_id"] = Order().Match(results[0]).Value }),
            2 => Call("file", new() { ["ticket_id"] = id, ["workflow"] = Guess(results[0]).Workflow }),
            _ => new TextContent($"{id} is filed."),
        };
    }

    private FunctionCallContent Decide(List<ChatMessage> talk)
    {
        var task = talk.First(m => m.Role == ChatRole.User).Text;
        var (workflow, isSure) = Guess(task[task.IndexOf("Given:", StringComparison.Ordinal)..]);
        return Call("decide", new() { ["answer"] = workflow, ["confidence"] = isSure ? 0.9 : 0.5, ["reason"] = "By its words." });
    }

    /// <summary>What the text needs; of so many tickets the wrong thing, always the same for the same ticket.</summary>
    private (string Workflow, bool IsSure) Guess(string text)
    {
        var right = Workflow.All.FirstOrDefault(w => w.Plain.Concat(w.Veiled).Any(said => text.Contains(said, StringComparison.Ordinal)))?.Name
            ?? (text.Contains("where did you send", StringComparison.Ordinal) ? "tracking" : text.Contains("the lid is what I lack", StringComparison.Ordinal) ? "part" : "refund");
        var dice = new Random(seed ^ Convert.ToInt32(Order().Match(text).Value[1..], System.Globalization.CultureInfo.InvariantCulture) * 7919);
        if (dice.Next(100) >= errsIn) return (right, true);
        var isSure = dice.Next(2) == 0;
        return (Workflow.All.Where(w => w.Name != right).ElementAt(dice.Next(Workflow.All.Count - 1)).Name, isSure);
    }

    private static int Bytes(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        FunctionCallContent call => call.Name.Length + JsonSerializer.Serialize(call.Arguments).Length,
        FunctionResultContent result => $"{result.Result}".Length,
        _ => 0,
    };

    private static FunctionCallContent Call(string tool, Dictionary<string, object?> arguments) => new($"c{Guid.NewGuid():N}"[..12], tool, arguments);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }

    [GeneratedRegex("T-[0-9]+")]
    private static partial Regex Ticket();

    [GeneratedRegex("W1[0-9]{3}")]
    private static partial Regex Order();
}
