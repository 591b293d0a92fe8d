using System.Text;
using ApprovalConsole.Domain.Runs;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>What is sent to a model.</summary>
/// <param name="InputTokensBound">No tokenizer makes more tokens than there are bytes, so the request's bytes bound its tokens.</param>
/// <param name="CacheKey">Keeps the requests of one run at one cache; null where the endpoint takes no such hint.</param>
internal sealed record ModelRequest(string Model, IReadOnlyList<Microsoft.Extensions.AI.ChatMessage> Messages, IList<AITool> Tools, long InputTokensBound, string? CacheKey)
{
    public ChatOptions OptionsFor(ModelAttempt attempt) => new()
    {
        ModelId = Model,
        Tools = Tools.Count > 0 ? Tools : null,
        ToolMode = Tools.Count > 0 && attempt.Purpose is Purpose.Answer ? ChatToolMode.None : null, // they stay in the prefix
        MaxOutputTokens = (int)Math.Min(attempt.OutputTokensMax, int.MaxValue),
        RawRepresentationFactory = CacheKey is null ? null : _ => Hinted(CacheKey),
    };

#pragma warning disable SCME0001 // The client has no property for the field; its patches are the documented way, and still marked as experimental.
    private static ChatCompletionOptions Hinted(string key)
    {
        var options = new ChatCompletionOptions();
        options.Patch.Set("$.prompt_cache_key"u8, key);
        return options;
    }
#pragma warning restore SCME0001

    internal static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
