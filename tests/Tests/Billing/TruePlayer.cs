using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Tests.Retail;

namespace ApprovalConsole.Tests.Billing;

/// <summary>What the model replies: words, or calls.</summary>
internal sealed record Played(string Text, IReadOnlyList<(string Tool, string Arguments)> Calls)
{
    public static readonly Played End = new("Everything you asked for is done; you will get a confirmation by mail. Is there anything else?", []);

    public bool WasError { get; init; }

    public bool LooksAgain { get; init; }

    public static Played Call(string tool, string arguments) => new("", [(tool, arguments)]);
}

/// <summary>A model that plays a task's next right call, but only if each of its values still stands in the request: what once stood there and was left
/// out since, it looks up again first. The cheap one errs in a share of its steps; where is drawn by a seed.</summary>
internal sealed class TruePlayer(RetailTask task, int seed)
{
    public const double CheapErrs = 0.15;

    private readonly Dictionary<string, PastCall> _shown = [];

    public Played Play(Conversation asked, bool isCheap)
    {
        foreach (var call in asked.Calls.Where(c => !c.Answer.StartsWith("""{"status":"trimmed""", StringComparison.Ordinal))) _shown.TryAdd(call.Id, call);
        var next = task.Actions.ElementAtOrDefault(Done(asked));
        if (isCheap && Chance(asked.Turn) < CheapErrs) return Error(asked, next) with { WasError = true };
        if (next is null) return Played.End;
        var again = Lost(asked, next).Select(c => (c.Tool, c.Arguments)).Distinct().ToList();
        return again.Count > 0 ? new("", again) { LooksAgain = true } : Played.Call(next.Tool, next.Arguments.GetRawText());
    }

    /// <summary>Right calls made so far, whatever came of them.</summary>
    private int Done(Conversation asked)
    {
        var done = 0;
        foreach (var call in asked.Calls)
        {
            if (done < task.Actions.Count && call.Tool == task.Actions[done].Tool && IsSame(call.Arguments, task.Actions[done].Arguments)) done++;
        }

        return done;
    }

    /// <summary>The calls whose answers held what the next one needs, where it no longer stands in the request.</summary>
    private IEnumerable<PastCall> Lost(Conversation asked, RetailAction next) =>
        Values(next.Arguments).Where(value => !asked.Words.Contains(value, StringComparison.Ordinal))
            .Select(value => _shown.Values.FirstOrDefault(c => c.Answer.Contains(value, StringComparison.Ordinal))).OfType<PastCall>();

    /// <summary>What cheap models do: an argument goes missing, a tool is made up, the last look is taken once more.</summary>
    private Played Error(Conversation asked, RetailAction? next) => (asked.Calls.Count > 0 ? asked.Calls[^1] : null, (int)(Chance(asked.Turn + 1_000) * 4)) switch
    {
        ({ } last, 0) when last.Tool.StartsWith("get_", StringComparison.Ordinal) => Played.Call(last.Tool, last.Arguments),
        (_, 1) => Played.Call("look_up_order", """{"query":"the customer's orders"}"""),
        _ => Played.Call(next?.Tool ?? "get_order_details", "{}"),
    };

    internal static IEnumerable<string> Values(JsonElement arguments) => arguments.ValueKind switch
    {
        JsonValueKind.Object => arguments.EnumerateObject().SelectMany(p => Values(p.Value)),
        JsonValueKind.Array => arguments.EnumerateArray().SelectMany(Values),
        _ => [arguments.ToString()],
    };

    private static bool IsSame(string asked, JsonElement right)
    {
        try
        {
            return JsonElement.DeepEquals(JsonElement.Parse(asked), right);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private double Chance(int turn) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{task.Id}/{turn}"))) / (double)uint.MaxValue;
}
