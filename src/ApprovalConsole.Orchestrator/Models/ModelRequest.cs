using ApprovalConsole.Domain.Runs;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>What is sent to a model.</summary>
/// <param name="InputTokensBound">At most what the model makes of it.</param>
/// <param name="Bytes">Of its texts.</param>
/// <param name="FixedBytes">Of instructions and tools among them.</param>
internal sealed record ModelRequest(ModelRoute Route, string RunId, IReadOnlyList<Microsoft.Extensions.AI.ChatMessage> Messages, IList<AITool> Tools, long InputTokensBound, long Bytes, long FixedBytes)
{
    public ChatOptions OptionsFor(ModelAttempt attempt)
    {
        var most = (int)Math.Min(attempt.OutputTokensMax, int.MaxValue);
        return new()
        {
            ModelId = Route.Model,
            Tools = Tools.Count > 0 ? Tools : null,
            ToolMode = Tools.Count > 0 && attempt.Purpose is Purpose.Answer ? ChatToolMode.None : null, // they stay in the prefix
            MaxOutputTokens = Route.KnowsOldField ? null : most,
            RawRepresentationFactory = _ => WithFields(most),
        };
    }

#pragma warning disable SCME0001 // The client has no property for these fields; its patches are the documented way, and still marked as experimental.
    private ChatCompletionOptions WithFields(int most)
    {
        var options = new ChatCompletionOptions();
        if (Route.TakesCacheHints) options.Patch.Set("$.prompt_cache_key"u8, RunId); // keeps the requests of one run at one cache
        if (Route.KnowsOldField) options.Patch.Set("$.max_tokens"u8, most);
        return options;
    }
#pragma warning restore SCME0001
}
