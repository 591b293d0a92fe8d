using System.Runtime.CompilerServices;
using ApprovalConsole.SampleDesk.Model;
using ApprovalConsole.SampleDesk.Model.Metering;
using ApprovalConsole.SampleDesk.Model.Reading;
using ApprovalConsole.SampleDesk.Model.Scripts;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.SampleDesk;

/// <summary>A model without a model: it works the support desk's tickets by fixed scripts, so that the console shows itself offline and without keys.</summary>
/// <remarks>
/// What it replies follows from the messages and the offered tools alone: the same request gets the same text, calls and call ids.
/// It ends every task with an answer in at most eight replies. Safe to share between threads.
/// </remarks>
public sealed class ScriptedModel : IChatClient
{
    private static readonly ChatClientMetadata Metadata = new("scripted", defaultModelId: "scripted");
    private readonly TimeSpan _perWord;
    private readonly TimeProvider _time;
    private readonly PromptCache _cache = new();

    /// <summary>Makes the model.</summary>
    /// <param name="perWord">Time before each word of text. Default 25 ms; zero never waits.</param>
    /// <param name="time">Default the system's.</param>
    public ScriptedModel(TimeSpan? perWord = null, TimeProvider? time = null)
    {
        _perWord = perWord ?? TimeSpan.FromMilliseconds(25);
        ArgumentOutOfRangeException.ThrowIfLessThan(_perWord, TimeSpan.Zero, nameof(perWord));
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <summary>Streams the text word by word, then the calls, then the usage.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        var prompt = Prompt.Of(all, options);
        var cached = _cache.Visit(prompt);
        var draft = Draft.Of(NextReply(all, options), prompt.Hash, options);

        foreach (var word in draft.Words)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_perWord > TimeSpan.Zero)
                await Task.Delay(_perWord, _time, cancellationToken);
            yield return Update([new TextContent(word)]);
        }
        if (draft.Calls.Count > 0)
            yield return Update([.. draft.Calls]);

        var last = Update([new UsageContent(new UsageDetails
        {
            InputTokenCount = prompt.Tokens,
            CachedInputTokenCount = cached,
            OutputTokenCount = draft.Tokens,
            TotalTokenCount = prompt.Tokens + draft.Tokens,
        })]);
        last.FinishReason = draft.FinishReason;
        yield return last;

        ChatResponseUpdate Update(IList<AIContent> contents) => new(ChatRole.Assistant, contents)
        {
            ResponseId = $"scripted_{prompt.Hash[..24]}",
            MessageId = $"scripted_{prompt.Hash[..24]}",
            ModelId = Metadata.DefaultModelId,
        };
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? Metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose() { }

    private static Reply NextReply(List<ChatMessage> messages, ChatOptions? options)
    {
        var talk = Conversation.From(messages);
        if (Digest.IsWanted(messages, options))
            return Digest.Of(talk);
        if (Deciding.IsAsked(options)) return Deciding.Of(messages.LastOrDefault(m => m.Role == ChatRole.User)?.Text ?? "");
        var offer = Offer.From(options);
        return offer.IsEmpty && talk.Exchanges.Count == 0 ? Reply.Answer(SmallTalk.ForeignTools) : Named(Script.For(talk, offer).Next(), offer);
    }

    private static Reply Named(Reply reply, Offer offer) => reply with { Calls = [.. reply.Calls.Select(c => c with { Tool = offer.NameOf(c.Tool) })] };
}
