using System.Text;
using System.Text.Json;
using ApprovalConsole.Tests.Retail;

namespace ApprovalConsole.Tests.Billing;

/// <summary>Two models behind one endpoint that play one task at a time and write the bill.</summary>
/// <param name="caches">Whether its cache serves anything.</param>
internal sealed class BilledModel(bool caches)
{
    private TruePlayer _player = null!;
    private readonly PromptCache _cache = new();
    private byte[] _longest = [];
    private int _replies;

    public Bill Bill { get; } = new();

    /// <summary>A task with caches that know nothing of the tasks before: the dear assumption.</summary>
    public void Begin(RetailTask task, int seed)
    {
        (_player, _longest) = (new(task, seed), []);
        _cache.NextRun();
        Bill.Tasks++;
    }

    /// <returns>The reply, its usage, and an id for each call.</returns>
    public (Played Reply, long Input, long Cached, long Output, IReadOnlyList<string> Ids) Answer(JsonElement body)
    {
        var asked = new Conversation(body);
        var reply = _player.Play(asked, asked.Model == Bill.Cheap);
        var shared = _cache.SharedBy(asked.Model, asked.Prompt);
        var served = _cache.Take(asked.Model, asked.Prompt);
        Bill.Cacheable += Math.Min(_longest.Length, asked.Prompt.Length);
        Bill.Served += Math.Min(served, Math.Min(_longest.Length, asked.Prompt.Length));
        Bill.ServedWarm += Math.Min(Math.Max(served, shared), Math.Min(_longest.Length, asked.Prompt.Length));
        if (asked.Prompt.Length > _longest.Length) _longest = asked.Prompt;

        var (input, output) = (Tokens(asked.Prompt.Length), Tokens(Encoding.UTF8.GetByteCount(reply.Text) + reply.Calls.Sum(c => Encoding.UTF8.GetByteCount(c.Tool + c.Arguments) + 16)));
        var cached = caches ? PromptCache.Billed((long)(served / Bill.BytesPerToken)) : 0;
        var kinds = Bill.ByModel[asked.Model];
        kinds.Requests++;
        kinds.Input += input;
        kinds.Cached += cached;
        kinds.Output += output;
        Bill.Errors += reply.WasError ? 1 : 0;
        Bill.LooksAgain += reply.LooksAgain ? 1 : 0;
        _replies++;
        return (reply, input, cached, output, [.. reply.Calls.Select((_, i) => $"call_{_replies}_{i}")]);
    }

    private static long Tokens(long bytes) => (long)Math.Ceiling(bytes / Bill.BytesPerToken);
}
