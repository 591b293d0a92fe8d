using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>A model's whole reply.</summary>
/// <param name="Usage">Null where the provider reported none.</param>
internal sealed record ModelReply(string Text, ImmutableArray<ModelToolCall> Calls, TokenCount? Usage, string FinishReason);

/// <summary>The provider writes on beyond what it was allowed.</summary>
internal sealed class ModelOverranException(string message = "The model wrote more than it was allowed to.") : Exception(message);

/// <summary>Reads a streamed reply to its end.</summary>
internal static class ReplyReader
{
    /// <summary>Calls in one reply. What is beyond <c>CallsPerStep</c> is refused one by one; this is no reply any more.</summary>
    public const int MostCalls = 128;

    private const int LongestId = 64;

    // Bytes of a token, on the average of a text in any language, come to less.
    private const int LongToken = 16;

    /// <param name="mostTokens">What the reply may have. A stream is cut that is beyond it by its bytes alone, for no tokenizer has longer tokens than <see cref="TokenCount.LongestToken"/>; and one of more
    /// pieces than that whose bytes are beyond what texts come to, for some servers stream letter by letter.</param>
    /// <param name="onSign">The model has given a sign of life.</param>
    /// <exception cref="ModelOverranException">The stream went beyond what was allowed.</exception>
    /// <exception cref="IOException">It ended before its end.</exception>
    public static async Task<ModelReply> ReadAsync(IAsyncEnumerable<ChatResponseUpdate> updates, long mostTokens, Action<string> onText, Action onSign, CancellationToken ct)
    {
        var written = new Written(mostTokens);
        var text = new StringBuilder();
        var calls = new List<ModelToolCall>();
        var raw = new RawArguments();
        TokenCount? usage = null;
        var (finish, isWire) = ("", false);
        await foreach (var update in updates.WithCancellation(ct))
        {
            onSign();
            written.Add(update);
            raw.Take(update);
            isWire |= update.RawRepresentation is StreamingChatCompletionUpdate;
            if (update.FinishReason is { } reason) finish = reason.Value;
            foreach (var content in update.Contents)
            {
                switch (content)
                {
                    case TextContent piece when piece.Text.Length > 0:
                        text.Append(piece.Text);
                        onText(piece.Text);
                        break;
                    case FunctionCallContent call:
                        calls.Add(new(IdOf(call, calls), call.Name, raw.Next(call.CallId) ?? JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>())));
                        break;
                    case UsageContent { Details: { InputTokenCount: { } input, OutputTokenCount: { } output } details }:
                        usage = new(input, details.CachedInputTokenCount ?? 0, output);
                        break;
                }
            }
        }

        if (isWire && finish.Length == 0) throw new IOException("It broke off."); // no word that this was the end
        return new(text.ToString(), [.. calls], usage, finish);
    }

    // Results find their calls by this id, so it must be there and be one call's alone.
    private static string IdOf(FunctionCallContent call, List<ModelToolCall> before)
    {
        if (call.CallId is { Length: > 0 and <= LongestId } given && !IsTaken(given)) return given;
        return Enumerable.Range(before.Count + 1, before.Count + 1).Select(n => $"call_{n}").First(id => !IsTaken(id));

        bool IsTaken(string id) => before.Any(c => c.ProviderCallId == id);
    }

    private sealed class Written(long mostTokens)
    {
        private readonly HashSet<int> _calls = [];
        private long _pieces;
        private long _bytes;

        public void Add(ChatResponseUpdate update)
        {
            var calls = (update.RawRepresentation as StreamingChatCompletionUpdate)?.ToolCallUpdates ?? [];
            var bytes = Encoding.UTF8.GetByteCount(update.Text) + calls.Sum(BytesOf);
            if (bytes == 0 && calls.Count == 0) return;
            _calls.UnionWith(calls.Select(c => c.Index));
            (_pieces, _bytes) = (_pieces + Math.Max(1, calls.Count), _bytes + bytes);
            if (_calls.Count > MostCalls) throw new ModelOverranException($"The model asked for more than {MostCalls} calls in one reply.");
            if ((_pieces > mostTokens && _bytes / LongToken > mostTokens) || _bytes / TokenCount.LongestToken > mostTokens) throw new ModelOverranException();
        }

        private static int BytesOf(StreamingChatToolCallUpdate call) =>
            (call.FunctionArgumentsUpdate?.ToMemory().Length ?? 0) + Encoding.UTF8.GetByteCount(call.FunctionName ?? "") + Encoding.UTF8.GetByteCount(call.ToolCallId ?? "");
    }

    /// <summary>The arguments as they came over the wire: the typed content has already dropped duplicate keys and malformed text.</summary>
    private sealed class RawArguments
    {
        private readonly Dictionary<int, (string Id, StringBuilder Text)> _calls = [];

        public void Take(ChatResponseUpdate update)
        {
            if (update.RawRepresentation is not StreamingChatCompletionUpdate wire) return;
            foreach (var piece in wire.ToolCallUpdates)
            {
                if (!_calls.TryGetValue(piece.Index, out var call)) _calls.Add(piece.Index, call = (piece.ToolCallId, new()));
                call.Text.Append(piece.FunctionArgumentsUpdate?.ToString());
            }
        }

        /// <summary>In the order of their indexes: careless servers give several calls the same id.</summary>
        public string? Next(string callId)
        {
            var index = _calls.Where(c => c.Value.Id == callId).Select(c => (int?)c.Key).Min();
            return index is { } i && _calls.Remove(i, out var call) ? call.Text.ToString() : null;
        }
    }
}
