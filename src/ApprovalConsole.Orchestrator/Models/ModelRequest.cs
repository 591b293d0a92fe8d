using System.Text;
using ApprovalConsole.Domain.Runs;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>What is sent to a model.</summary>
/// <param name="InputTokensBound">No tokenizer makes more tokens than there are bytes, so the request's bytes bound its tokens.</param>
internal sealed record ModelRequest(string Model, IReadOnlyList<ChatMessage> Messages, IList<AITool> Tools, long InputTokensBound)
{
    public ChatOptions OptionsFor(ModelAttempt attempt) => new()
    {
        ModelId = Model,
        Tools = Tools.Count > 0 ? Tools : null,
        MaxOutputTokens = (int)Math.Min(attempt.OutputTokensMax, int.MaxValue),
    };

    internal static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
