using System.Collections.Frozen;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>At most how many tokens a model makes of a text. What it says is reserved before a call, so it may be too much, never too little.</summary>
internal sealed class TokenBound
{
    /// <summary>Of a request whose pieces were counted by a tokenizer: what a provider's framing may add to them.</summary>
    private const double Margin = 1.05;

    private static readonly FrozenDictionary<string, Lazy<Tokenizer>> Tokenizers = new Dictionary<string, Lazy<Tokenizer>>
    {
        ["o200k_base"] = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base")),
    }.ToFrozenDictionary();

    private readonly Lazy<Tokenizer>? _tokenizer;

    private TokenBound(Lazy<Tokenizer>? tokenizer) => _tokenizer = tokenizer;

    /// <summary>No tokenizer makes more tokens than there are bytes.</summary>
    public static TokenBound Bytes { get; } = new(null);

    public static IEnumerable<string> Names => Tokenizers.Keys.Order(StringComparer.Ordinal);

    /// <summary>By the name of a tokenizer; null: by bytes.</summary>
    /// <returns>Null where there is no such tokenizer.</returns>
    public static TokenBound? Find(string? name) => name is null ? Bytes : Tokenizers.TryGetValue(name, out var known) ? new(known) : null;

    /// <summary>Of one piece of a request.</summary>
    public long Of(string? text) => text switch
    {
        null or "" => 0,
        _ when _tokenizer is null => Encoding.UTF8.GetByteCount(text),
        _ => _tokenizer.Value.CountTokens(Plain(text)),
    };

    /// <summary>Of all pieces together.</summary>
    public long Of(long pieces) => _tokenizer is null ? pieces : (long)Math.Ceiling(pieces * Margin);

    // Written out in a text, a mark of the provider's own is so many letters to the model; the tokenizer would take it for the one token.
    private static string Plain(string text) => text.Replace("<|", "< |", StringComparison.Ordinal);
}
